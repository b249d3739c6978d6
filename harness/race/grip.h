/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A grip: an operation, and the place in the kernel at which it is held, because
 * it touches memory there. One entry in a table makes the tests held.<grip>.<B>
 * with every operation B that works on the same things.
 */
#ifndef TCELIFE_RACE_GRIP_H
#define TCELIFE_RACE_GRIP_H

#include "../../lib/hold.h"
#include "op.h"

/* At which touch it is held. */
enum grip_at {
	GRIP_FIRST, /* the first one of what does not lie in the head */
	GRIP_WRITE, /* the result is written over the argument, which was read before */
	GRIP_AGAIN, /* a later one, told by is_there() */
};

/* A page in front that is always present, and the page that holds. */
#define GRIP_HEAD  0
#define GRIP_PAGE  1
#define GRIP_PAGES 2

/* Where the pages stand in the guest, as a memory slot of their own (grip_slot()). */
#define GRIP_SLOT 2
#define GRIP_GPA  (1ull << 30)

/* What a grip works with; the test owns it. */
struct grasp {
	struct scene *s;
	struct hold *hold;
	/* The argument, part of it in the head if the grip says so. */
	void *arg;
	unsigned int arg_bytes;
	bool window_goes; /* the other operation takes it away: what is mapped must go with it */
	void *table;	  /* the TCE table, mapped; NULL: not */
};

struct grip {
	const char *name;    /* window_create.late */
	const char *op_name; /* the operation, of the table of operations ... */
	const struct op *op; /* ... or one that is not in that table */
	const char *where;   /* what it does while it is held: file:function() */
	enum hold_how how;   /* HOLD_PUNCH: userfaultfd cannot hold it there */
	enum grip_at at;
	uint64_t on;	/* kernel objects that it meets there, beside those of the operation */
	uint32_t needs; /* facts without which it never gets there */
	uint32_t keeps; /* facts that it uses there: who takes one away waits until it goes on */
	unsigned int arg_bytes;
	unsigned int head_bytes; /* of the argument, that lie in the head: touched without a hold */
	/*
	 * So many bytes at the argument's end are zero whatever is asked for: with these in the
	 * hole the argument can be held by hole punching, where userfaultfd is not allowed.
	 */
	unsigned int zero_bytes;
	void (*opts)(
		struct rig_opts *opts); /* what the rig must be like; NULL: as small as may be */
	bool only_v2; /* hypercalls are the kernel's own with that kind of container only */
	bool radix;   /* of a guest that reaches all of its memory */
	bool alone;   /* no second operation: the content changes while it is held */
	/* Before each try: write the argument to @arg (ordinary memory); 0 or -errno. */
	int (*prepare)(struct grasp *g, void *arg);
	/*
	 * After that; GRIP_AGAIN only: map the TCE table, g->table, where is_there() sees how far
	 * the kernel is. 0 or -errno.
	 */
	int (*watch)(struct grasp *g);
	/* GRIP_AGAIN: it is held there now; called for each touch but the first. */
	bool (*is_there)(struct grasp *g, const struct hold_touch *touch);
	/* The content with which it is let go, if not the one before; NULL: no change. */
	void (*flip)(struct grasp *g, void *arg, uint64_t offset_bytes);
	/* The operation, with what it touches at g->arg. */
	int (*run)(struct grasp *g);
	/* After a try; NULL: what the operation's own says. */
	void (*after)(struct grasp *g, int answer);
	int legal[4]; /* answers, beside those of the operation */
};

#define RACE_GRIP(ident, ...)                                    \
	static const struct grip grip_##ident = { __VA_ARGS__ }; \
	static const struct grip *const grip_ptr_##ident         \
		__attribute__((used, section("tcelife_grips"))) = &grip_##ident

/* All grips, in no order; the number of them in *@nr. */
const struct grip *const *grips_all(unsigned int *nr);

/* Give the guest the pages that hold, at GRIP_GPA. 0 or -errno as scene_set_slot(). */
int grip_slot(struct grasp *g);

#endif
