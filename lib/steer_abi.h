/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a test in the emulated machine and the plugin in its emulator say to each other: a page of
 * memory, which is a PCI device's BAR on one side and a mapped file on the other, and five no-op
 * instructions. Both sides have the same byte order.
 */
#ifndef TCELIFE_STEER_ABI_H
#define TCELIFE_STEER_ABI_H

#include <stdbool.h>
#include <stdint.h>

#define STEER_MAGIC	  0x72657465656c6374ull
#define STEER_ABI_VERSION 4
#define STEER_FILE_BYTES  (16u << 20)
#define STEER_NR_SIDES	  2
#define STEER_TRAIL	  1024 /* of a side's last points, how many are kept */
#define STEER_NEAR	  16   /* so many points before a hold tell if it is the planned one */
#define STEER_MAX_TRACE	  (1u << 18) /* passes of both sides */

/* ori N,N,0 */
#define STEER_MARK(n)	   (0x60000000u | (n) << 21 | (n) << 16)
#define STEER_MARK_BEGIN_0 STEER_MARK(20u)
#define STEER_MARK_END_0   STEER_MARK(21u)
#define STEER_MARK_BEGIN_1 STEER_MARK(22u)
#define STEER_MARK_END_1   STEER_MARK(23u)
#define STEER_MARK_AWAIT   STEER_MARK(24u) /* the gun, for a moment */

enum steer_grain {
	STEER_BLOCKS, /* before each block of instructions */
	STEER_STORES, /* and before each atomic or store that does not go to the stack */
};

/* What a side that is held waits for. */
enum steer_until {
	STEER_UNTIL_ENDED, /* the other one is through */
	STEER_UNTIL_HELD,  /* or held as well */
};

enum steer_state {
	STEER_AWAY,
	STEER_RUNNING,
	STEER_ENDED,
};

/* Why a side that was held went on. */
enum steer_release {
	STEER_NOT_HELD,
	STEER_OTHER_ENDED,
	STEER_OTHER_HELD,
	STEER_OTHER_SLEEPS, /* its CPU has nothing to do */
	STEER_OTHER_SPINS,  /* it passes the same few points again and again */
	STEER_OTHER_LATE,   /* it does neither, and comes to no end */
	STEER_NOBODY_CAME,
};

/* Where a side is held: before it executes what is at @vaddr for the @nth time (0: nowhere). */
struct steer_hold {
	uint64_t vaddr;
	uint32_t nth;
	uint32_t until;
	uint64_t near; /* steer_near() of the points before it */
};

/* Written by the test while nobody is between markers. */
struct steer_plan {
	struct steer_hold hold[STEER_NR_SIDES];
	uint64_t low_vaddr, high_vaddr; /* only what lies between is a point; 0, 0: the kernel */
	uint32_t first;			/* this side begins; the other one waits for @gun */
	uint32_t record;		/* keep a trace */
	uint32_t grain;
	uint32_t late_us;   /* so long may the other one take, */
	uint32_t spins_us;  /* get to nothing new, */
	uint32_t asleep_us; /* do nothing at all */
};

/* Written by the plugin. */
struct steer_seen {
	uint32_t state;
	uint32_t release;
	uint32_t exact; /* what led to the hold was as planned */
	uint32_t held_us;
	uint64_t points; /* passed, as of the last sleep or the end */
	uint64_t path;	 /* of what is recorded, all of it: steer_path_add() */
	/* The points of the other one before this one went on, without loops, oldest first. */
	uint64_t other_trail[STEER_TRAIL];
	uint32_t other_trail_nr;
	uint32_t idle; /* its CPU has nothing to do, or runs other tasks now and then */
};

enum steer_kind {
	STEER_PASSED,
	STEER_PASSED_LAST, /* the same, at the end of the trace: it has not come there again */
	STEER_HELD,
	STEER_RELEASED,
};

/* It was held, and the other one had begun by then or came meanwhile. */
static inline bool steer_is_met(const struct steer_seen *seen)
{
	return seen->release != STEER_NOT_HELD && seen->release != STEER_NOBODY_CAME;
}

#define STEER_KERNEL 0xc000000000000000ull

/* Of the passes of one place, which are in the trace; and the last. */
static inline bool steer_is_told(uint32_t nth)
{
	return nth <= 4 || nth == 16 || nth == 64;
}

/* A side comes to a point. */
struct steer_pass {
	uint64_t vaddr;
	uint64_t near;	 /* steer_near() of what led there */
	uint64_t number; /* of its points, from 0 */
	uint32_t nth;	 /* time that it is there */
	uint8_t side, kind;
	uint8_t quiet; /* the block there touches registers and its own stack, and nothing else */
	uint8_t reserved;
};

struct steer_page {
	uint64_t magic; /* by the plugin, when it is there */
	uint32_t version;
	uint32_t
		wanted; /* by the test: 1 to be steered, 0 no more; the next marker is the moment */
	uint32_t armed; /* by the plugin: it is so */
	uint32_t round; /* by the test */
	uint32_t gun;	/* by the plugin: the round in which the second side may begin */
	uint32_t trace_nr; /* more than STEER_MAX_TRACE: the others found no room */
	struct steer_plan plan;
	struct steer_seen seen[STEER_NR_SIDES];
	uint8_t note[4096]; /* the test's own; outlives the machine */
	struct steer_pass trace[STEER_MAX_TRACE];
};

/* How much of the trace there is. */
static inline uint32_t steer_trace_nr(const struct steer_page *page)
{
	return page->trace_nr < STEER_MAX_TRACE ? page->trace_nr : STEER_MAX_TRACE;
}

#define STEER_PATH_START 0xcbf29ce484222325ull

/* One more point: FNV-1a over whole addresses. */
static inline uint64_t steer_path_add(uint64_t path, uint64_t vaddr)
{
	return (path ^ vaddr) * 0x100000001b3ull;
}

/* The last points before number @n, of a path that is kept in a ring of @size. */
static inline uint64_t steer_near(const uint64_t *ring, uint64_t size, uint64_t n)
{
	uint64_t path = STEER_PATH_START;

	for (uint64_t i = n < STEER_NEAR ? 0 : n - STEER_NEAR; i < n; i++)
		path = steer_path_add(path, ring[i % size]);
	return path;
}

#endif
