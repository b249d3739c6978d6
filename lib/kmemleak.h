/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory of the kernel that nothing points to any more: mm/kmemleak.c, by its file in debugfs. */
#ifndef TCELIFE_KMEMLEAK_H
#define TCELIFE_KMEMLEAK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct kmemleak {
	unsigned int nr; /* objects */
	size_t bytes;	 /* of all of them */
	char first[160]; /* who allocated the first one: klog_asked() */
};

/* True if this kernel can tell; else @why is the reason. */
bool kmemleak_available(char *why, size_t why_bytes);

#define KMEMLEAK_LOOKS 2 /* as pointers move */
#define KMEMLEAK_OLD_S 6 /* mm/kmemleak.c: MSECS_MIN_AGE, and a little */

/*
 * Look at all memory, which takes long; what is not KMEMLEAK_OLD_S old is not seen. 0 or -errno of
 * the write; mm/kmemleak.c:kmemleak_write()
 */
int kmemleak_look(void);

/* What one of these threads has allocated and nothing points to, after the looks. 0 or -errno. */
int kmemleak_find(const pid_t *pid, unsigned int nr_pids, struct kmemleak *found);

/* The part of it that reads the file's text. */
void kmemleak_parse(const char *text, const pid_t *pid, unsigned int nr_pids,
		    struct kmemleak *found);

#endif
