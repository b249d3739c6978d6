/* SPDX-License-Identifier: GPL-2.0-only */
/* An operation whose allocations fail one after the other: what the files here share. */
#ifndef TCELIFE_FAULTS_FAILING_H
#define TCELIFE_FAULTS_FAILING_H

#include "../../lib/fault.h"
#include "../ear.h"
#include "../holdings.h"
#include "../record.h"
#include "complaints.h"
#include "faulty.h"

#define FAILING_MAX_PLACES 64
#define FAILING_MAX_PIDS   64

/* Where the @nth allocation failed: "kmalloc <- f <- g", and f. */
struct place {
	unsigned int nth;
	char path[160], function[64];
};

struct failing {
	struct test *t;
	const struct faulty *faulty;
	struct rig_opts opts;
	struct scene scene;
	struct fault fault;
	struct ear ear;
	int kmsg_fd;	       /* where allocations fail is read here; -1: it is not known */
	struct holdings usual; /* with the scene in place, before the first try */
	bool usual_known;
	struct place last; /* of the try before, that is blamed for what is seen now */
	unsigned int nth;  /* of the try at hand */
	unsigned int injected, refused;
	bool through; /* nothing failed any more: all allocations have had their turn */
	bool done;
	struct complaints complaints;
	char function[FAILING_MAX_PLACES][64]; /* that an allocation failed for */
	unsigned int nr_functions;
	pid_t pid[FAILING_MAX_PIDS]; /* that have allocated */
	unsigned int nr_pids;
};

static inline const struct op *failing_op(const struct failing *r)
{
	return r->faulty->op;
}

/* The operation once, and nothing fails: what only the first one allocates is there then. */
void failing_rehearse(struct failing *r);
/* One try each, with the allocation r->nth: in this thread; in a process of its own that ends. */
void failing_try(struct failing *r);
void failing_try_in_child(struct failing *r);

/* Into the test's log, before a try that may be its last: the rest of the line follows. */
void failing_say_begin(const struct failing *r);
/* Before a try: what is written to the kernel log from now on tells where. */
void failing_listen(struct failing *r);
/* After a try in which an allocation failed: counts it, and r->last says where it did. */
void failing_injected(struct failing *r);
/* Has the kernel reported something? Then the test stops. */
void failing_listen_for_reports(struct failing *r);
/* The scene, or what is in the place of it, cannot be made: ours if it is the first time. */
void failing_no_scene(struct failing *r, const char *what, int error);
/* Compare with r->usual what is held now; what is more is the last try's doing. */
void failing_look_back(struct failing *r);

#endif
