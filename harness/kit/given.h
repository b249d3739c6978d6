/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In the place of test.h: a file that is given to the kernel where one of another kind belongs, and
 * that tells when the last reference to it is gone: the write end of a pipe.
 */
#ifndef TCELIFE_GIVEN_H
#define TCELIFE_GIVEN_H

#include "watched.h"

struct given {
	int fd; /* to be given */
	int read_fd;
};

/* Make it; t_error() if it cannot be. */
void given_open(struct test *t, struct given *g);

/* Close it: nothing else may hold it, and nothing may have closed it before. */
void t_expect_given_back(struct test *t, struct given *g);

#endif
