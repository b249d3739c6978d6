/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's own count of what it allocates in small pieces: Documentation/mm/slab.rst,
 * mm/slub.c:get_slabinfo(). With slub_debug it is exact, else whole slabs come and go.
 */
#ifndef TCELIFE_SLABS_H
#define TCELIFE_SLABS_H

#define SLABS_MAX 384u

struct slab {
	char name[32]; /* of its cache */
	long objects;  /* that are in use */
};

/* Some 15 KiB: not for the stack of a thread. */
struct slabs {
	unsigned int nr;
	struct slab slab[SLABS_MAX];
};

/* From /proc/slabinfo; nr is 0 if the kernel or the user's rights do not allow to look. */
void slabs_read(struct slabs *s);

/* The same from the text of such a file; caches beyond SLABS_MAX are not seen. */
void slabs_parse(struct slabs *s, const char *text);

/* Of the cache of that name; LONG_MAX: it is not there. */
long slabs_objects(const struct slabs *s, const char *name);

/*
 * The cache whose objects rose by at least @least from each of @nr counts, one behind the other, to
 * the next, of several the one that rose most in the end; NULL: none did. Areas of vmalloc do not
 * count: they are given back when there are many.
 */
const struct slab *slabs_rising(const struct slabs *counts, unsigned int nr, long least);

#endif
