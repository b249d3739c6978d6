/* SPDX-License-Identifier: GPL-2.0-only */
/* A program that is no part of this one, run under the eyes of the same judges. */
#ifndef TCELIFE_KIT_PROGRAM_H
#define TCELIFE_KIT_PROGRAM_H

#include "../test.h"

/*
 * Run the file `program` in the test's folder. Its arguments are the first device's address (those
 * of two, if its usage asks for two) and TRIES=, if given; what it prints goes to the test's log.
 * Its wait status; what keeps it from being run is a t_error().
 */
int program_run(struct test *t);

#endif
