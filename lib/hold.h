/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that holds whoever touches it, in the kernel too, until it is let go:
 * a system call stands still at the very place where it copies an argument, and
 * everything else in the machine goes on. Knows no KVM and no VFIO.
 *
 * HOLD_FAULT: a page that is missing, by userfaultfd(2):
 * fs/userfaultfd.c:handle_userfault(). It is let go with any content, and may be
 * taken away again, so that the next touch holds again.
 * HOLD_PUNCH: a page of a shared file in which a hole is being punched:
 * mm/shmem.c:shmem_fault() waits until the hole is through, and the thread that
 * punches it gets no CPU until then. For faults that userfaultfd cannot hold (those
 * that may not give up mmap_lock: pin_user_pages()), and where it is not allowed.
 * The page reads as zeroes afterwards. Costs a CPU as long as it lasts.
 */
#ifndef TCELIFE_HOLD_H
#define TCELIFE_HOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "why.h"

enum hold_how {
	HOLD_FAULT,
	HOLD_PUNCH,
};

/* Somebody is held. */
struct hold_touch {
	uint64_t offset_bytes; /* of the byte; only its page's unless hold_is_exact() */
	bool write;
};

struct hold;

/*
 * @nr_pages pages of private memory (HOLD_PUNCH: of a shared file), all present, all zero.
 * NULL with @why: not allowed, or not in this kernel.
 */
struct hold *hold_open(enum hold_how how, unsigned int nr_pages, struct why *why);
/* Whoever is held is let go. NULL is accepted. */
void hold_close(struct hold *h);

enum hold_how hold_how(const struct hold *h);
/*
 * False if whoever was held is so no longer, with nobody having let him go. HOLD_PUNCH: real-time
 * threads may have only so much of each second, and the hole goes on in the rest of it
 * (/proc/sys/kernel/sched_rt_runtime_us).
 */
bool hold_holds(const struct hold *h);
/* True if a touch says which byte: UFFD_FEATURE_EXACT_ADDRESS, since 5.18. */
bool hold_is_exact(const struct hold *h);
/* "userfaultfd" */
const char *hold_how_name(enum hold_how how);

size_t hold_page_bytes(const struct hold *h);
/* The beginning of @page. */
void *hold_page(const struct hold *h, unsigned int page);

/* Make @page present with @content, a page full of it (NULL: zeroes). 0 or -errno. */
int hold_fill(struct hold *h, unsigned int page, const void *content);

/*
 * Take @page away: from now on whoever touches it is held. HOLD_PUNCH: that page and
 * all behind it, by a thread on @cpu. 0 or -errno (-EAGAIN: the hole was through too soon, or was
 * not begun).
 */
int hold_arm(struct hold *h, unsigned int page, int cpu);

/*
 * Wait until the thread @tid is held, or it is over with it: @over(arg) says so. 0;
 * -ETIME: not held within @limit_ms; -ESRCH: over.
 */
int hold_wait(struct hold *h, pid_t tid, unsigned int limit_ms, bool (*over)(void *arg), void *arg,
	      struct hold_touch *touch);

/*
 * Let go whoever is held at @page, which is there from now on with @content. A page that is there
 * stays as it is. HOLD_PUNCH: every page that was taken away, and they are zeroes. 0 or -errno of
 * UFFDIO_COPY.
 */
int hold_let_go(struct hold *h, unsigned int page, const void *content);

#endif
