/* SPDX-License-Identifier: GPL-2.0-only */
/* `tcelife run`: take the devices, run the tests one after the other, give back. */
#ifndef TCELIFE_RUN_H
#define TCELIFE_RUN_H

#include "options.h"

/* The exit status of the program; what was wrong with the request goes to standard error. */
int run(const struct options *o);

#endif
