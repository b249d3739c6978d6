/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel log classifier: finds the reports of trouble in a piece of kernel log and gives
 * each a fingerprint that stays the same across kernels.
 *
 * Input lines may be records of /dev/kmsg (`prio,seq,usec,flags;text`) or console lines
 * (`[   12.345678] text`, with or without `[ T123]`), mixed with the output of programs. What
 * precedes a time stamp on its line is not the kernel's. Order and values of time stamps mean
 * nothing here. Lines with a caller id (`[ T123]`, `caller=T123`) are put to the report of the
 * same caller, so that reports of two CPUs may interleave.
 *
 * One pass; memory grows with the number of reports only.
 */
#ifndef TCELIFE_KLOG_H
#define TCELIFE_KLOG_H

#include <stdbool.h>
#include <stddef.h>

#include "verdict.h"

enum klog_kind {
	KLOG_CUT,     /* a report whose beginning or end is lost */
	KLOG_WARNING, /* WARN*() */
	KLOG_BUG_ON,  /* kernel BUG at file:line! */
	KLOG_BUG,     /* BUG: anything */
	KLOG_OOPS,    /* Oops:, Unable to handle kernel ... */
	KLOG_KASAN,
	KLOG_KFENCE,
	KLOG_UBSAN,
	KLOG_REFCOUNT, /* refcount_t: */
	KLOG_LIST,     /* list_add/list_del corruption */
	KLOG_SLUB,     /* BUG <cache> (...): slab debugging */
	KLOG_PAGE,     /* pagealloc: a free page was written to (page_poison=1) */
	KLOG_SOFT_LOCKUP,
	KLOG_HARD_LOCKUP,
	KLOG_RCU_STALL,
	KLOG_HUNG_TASK,
	KLOG_LOCKDEP,	/* every complaint of the lock validator */
	KLOG_RCU_USAGE, /* suspicious RCU usage */
	KLOG_ODEBUG,
	KLOG_KMEMLEAK,
	KLOG_WORKQUEUE, /* workqueue leaked a lock */
	KLOG_KOBJECT,	/* an object of sysfs added twice, or not as it must be */
	KLOG_PANIC,
	KLOG_OOM, /* environment: out of memory */
	KLOG_MCE, /* environment: machine check */
	KLOG_KINDS
};

struct klog_report {
	enum klog_kind kind;
	bool fatal;	   /* a panic followed from it */
	unsigned int line; /* number of its first line in the text, from 1 */
	char title[160];   /* the line that says what it is, without the prefix */
	char function[64]; /* empty: unknown */
	char caller[64];
	char where[96]; /* file:line, empty: unknown; not part of the fingerprint */
	/*
	 * `KIND:function:caller` or `KIND-detail:function:caller`, no blanks, `-` for unknown,
	 * compiler suffixes (.isra.0) taken off:
	 * `WARNING:iommu_tce_table_put:kvm_vfio_release`, `KASAN-use-after-free:f:g`.
	 */
	char fingerprint[256];
};

struct klog {
	struct klog_report *reports; /* in order of their first lines */
	unsigned int nr_reports;
};

/* Classify @bytes of @text. 0 or -ENOMEM. Give @log to klog_free() in each case. */
int klog_classify(struct klog *log, const char *text, size_t bytes);
void klog_free(struct klog *log);

/* The word of a kind as in the fingerprint. Static storage. */
const char *klog_kind_name(enum klog_kind kind);

/* True when a report of this kind speaks of the machine or the lab, not of a kernel bug. */
bool klog_is_environment(enum klog_kind kind);

/* V_PASS: no report; V_FAIL: at least one of a kernel bug; V_ERROR: environment only. */
enum verdict klog_verdict(const struct klog *log);

/*
 * The part of @text after the last line that holds @begin and before the next line after it
 * that holds @end. A NULL marker or a missing end means the end of the text. Sets @cut (points
 * into @text) and @cut_bytes. False, and all of the text, when @begin is not there: the log
 * was overwritten.
 */
bool klog_cut(const char *text, size_t bytes, const char *begin, const char *end, const char **cut,
	      size_t *cut_bytes);

/*
 * Where in the kernel one of these threads was when its CPU was asked for a backtrace (SysRq-l):
 * the innermost function that is no interrupt's. Without @pids (NULL): any thread called tcelife.
 * False if none of them ran in the kernel then.
 */
bool klog_where(const char *text, size_t bytes, const int *pids, unsigned int nr_pids, char *where,
		size_t where_bytes);

/*
 * Of the first call trace in @text, which begins in an allocator: the way to the memory,
 * "kmalloc <- f <- g", the allocator and the two functions behind the request. False if it names no
 * such function.
 */
bool klog_asked(const char *text, size_t bytes, char *path, size_t path_bytes);

/* The same of the last allocation that fault injection let fail; lib/fault-inject.c:fail_dump() */
bool klog_forced_failure(const char *text, size_t bytes, char *path, size_t path_bytes);

#endif
