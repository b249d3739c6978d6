/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Oracles: what tells, after a test and from outside it, that the kernel is
 * sick or that something is still held. Each is a look before and a look after;
 * each has a self-check among the tests that makes it fire (selfcheck.*).
 */
#ifndef TCELIFE_ORACLE_H
#define TCELIFE_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

struct vfio_target;

#define ORACLE_KLOG_BEGIN "tcelife: begin %s" /* marker in the kernel log, with the label */
#define ORACLE_KLOG_END	  "tcelife: end %s"

#define ORACLE_TEXT_BYTES      256
#define ORACLE_SIGNATURE_BYTES 160
#define ORACLE_MAX_FINDINGS    24
/* How long references may take to be dropped (RCU, work queues) before they count as lost. */
#define ORACLE_SETTLE_MS 500

struct oracle_finding {
	const char *oracle;
	bool environment;	      /* the lab's fault (out of memory), not the kernel's */
	char text[ORACLE_TEXT_BYTES]; /* for a person */
	char signature[ORACLE_SIGNATURE_BYTES]; /* stable across kernels, for known-issues */
};

struct oracle_report {
	struct oracle_finding finding[ORACLE_MAX_FINDINGS];
	unsigned int nr, dropped;
};

/* What the oracles need to know of the run. */
struct oracle_ctx {
	const struct vfio_target *target; /* the devices given to the harness */
	unsigned int nr_targets;
	const char *label;     /* stands in the kernel log's markers */
	const char *klog_path; /* where the cut of the kernel log goes; NULL: nowhere */
	bool follows_on;       /* what the last watch saw at its end counts as the look before */
};

struct oracle {
	const char *name;
	const char *judges; /* completes "this test is judged by ..." */
	/* False if this machine cannot tell; @why then says what is missing and the remedy. */
	bool (*available)(const struct oracle *self, const struct oracle_ctx *ctx, char *why,
			  size_t why_bytes);
	/* Before the test: a snapshot that end() gets back and frees. */
	void *(*begin)(const struct oracle *self, const struct oracle_ctx *ctx);
	/*
	 * After the test and its children are gone, before any end(): what can be said at once.
	 * Its end() comes after those of the others, and says what they have brought about. May be
	 * NULL.
	 */
	void (*look)(const struct oracle *self, const struct oracle_ctx *ctx, void *snapshot,
		     struct oracle_report *report);
	/* The same: findings go into @report. */
	void (*end)(const struct oracle *self, const struct oracle_ctx *ctx, void *snapshot,
		    struct oracle_report *report);
	/* During the test, now and then: for what would be overwritten by its end. May be NULL. */
	void (*tick)(const struct oracle *self, void *snapshot);
	const void *data; /* the oracle's own constants */
};

extern const struct oracle *const oracles[]; /* NULL-terminated, in the order of judging */
/* NULL: there is none of that name. */
const struct oracle *oracle_by_name(const char *name);

/* Add a finding; counts it as dropped when the report is full. */
void oracle_found(struct oracle_report *report, const char *oracle, const char *signature,
		  const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#define ORACLE_MAX 16

/* One watch over all oracles (or the one named): begin before the test, end after it. */
struct oracle_watch {
	void *snapshot[ORACLE_MAX];
	bool watching[ORACLE_MAX];
};
void oracle_begin(struct oracle_watch *watch, const struct oracle_ctx *ctx, const char *only);
void oracle_tick(struct oracle_watch *watch);
void oracle_end(struct oracle_watch *watch, const struct oracle_ctx *ctx,
		struct oracle_report *report);
/* The same for a caller who has waited for RCU itself since the test ended. */
void oracle_end_settled(struct oracle_watch *watch, const struct oracle_ctx *ctx,
			struct oracle_report *report);

/*
 * Only what @only finds, at once; the rest of the watch is given up. For a kernel in which nothing
 * settles any more.
 */
void oracle_end_only(struct oracle_watch *watch, const struct oracle_ctx *ctx, const char *only,
		     struct oracle_report *report);

/*
 * Pinned pages of the whole machine, read until the number stays; -1: the kernel does not say. File
 * systems pin what is written to them, for a moment (9p in the lab, each second). Between the turns
 * of two CPUs to be folded in, such a page can be released and not yet acquired: one too few.
 */
long long oracle_pinned_pages(void);
/* So many pinned pages, those of a write to a file, may have been others' when it was read. */
#define ORACLE_PINS_OF_OTHERS 8

/* Wait until all RCU readers of now are through: kernel/sched/membarrier.c (GLOBAL). */
void oracle_rcu_settle(void);
/* False with nohz_full=: the kernel refuses to wait for CPUs that have no tick. */
bool oracle_rcu_settles(void);
/* References have oracle_settle_ms from now to be dropped; oracle_end() begins with this. */
void oracle_settle_start(void);
extern unsigned int oracle_settle_ms; /* ORACLE_SETTLE_MS; self-checks wait for what never comes */
/* True if the kernel log tells of a thread that died in the kernel: what it held stays held. */
bool oracle_saw_death(const struct oracle_report *report);
/* Poll @equal every few ms until it is true or that time is over; its last answer. */
bool oracle_wait(bool (*equal)(void *arg), void *arg);

#endif
