/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How often each arc of a program was taken, from the bytes of a .gcda file: gcc's gcc/gcov-io.h,
 * as kernel/gcov/gcc_4_7.c:convert_to_gcda() and libgcov write it. From gcc 12 on lengths are in
 * bytes, and the header has a checksum.
 */
#ifndef TCELIFE_GCDA_H
#define TCELIFE_GCDA_H

#include <stddef.h>
#include <stdint.h>

struct gcda {
	uint64_t identity; /* two files of one compilation have the same, of two hardly ever */
	unsigned int nr;   /* counters of arcs, of all functions */
};

/*
 * Read @bytes of @data, of either endianness: the counters of arcs into @counts, in the file's
 * order, as many as there is room for (@max; none for a NULL). 0, or -EBADMSG for what is no such
 * file, or ends too early.
 */
int gcda_read(const void *data, size_t bytes, struct gcda *g, uint64_t *counts, unsigned int max);

#endif
