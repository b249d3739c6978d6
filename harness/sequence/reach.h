/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The counters of a kernel with FLAVOUR=gcov, in debugfs (kernel/gcov/fs.c), looked at between one
 * sequence and the next. They are never reset: make coverage counts with them, too.
 */
#ifndef TCELIFE_SEQUENCE_REACH_H
#define TCELIFE_SEQUENCE_REACH_H

#include "../../lib/reached.h"

struct reach {
	struct reached reached;
	char *path[REACHED_FILES];
	char *data; /* of one file */
	uint64_t *counts;
	unsigned int nr_looks, nr_failed;
	uint64_t looking_tb;
};

/*
 * What is counted from now on. 0; -ENOENT: this kernel has no counters; another -errno: it has, but
 * too many (all of a kernel), or they cannot be read. To be closed in each case.
 */
int reach_open(struct reach *r);

/* How many counters have been raised since the last look, and never before; 0 if not @counted. */
unsigned int reach_look(struct reach *r, bool counted);

/* Free what it has. */
void reach_close(struct reach *r);

#endif
