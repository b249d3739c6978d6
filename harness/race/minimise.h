/* SPDX-License-Identifier: GPL-2.0-only */
/* The way from a race to a program of its own: scripts/minimise. */
#ifndef TCELIFE_RACE_MINIMISE_H
#define TCELIFE_RACE_MINIMISE_H

#include "racing.h"

/*
 * Instead of racing: make the scene, run each operation once, one after the other, put the scene
 * back, and write each system call on the way down, to `calls` in the folder of the test, in the
 * format of lib/calls.h. The case "system calls"; an error names what cannot be written down.
 */
void pair_record(struct racing *r);

/* The facts that --without names, with all that needs them; a name that is none is a t_error(). */
uint32_t pair_left_out(struct test *t);

#endif
