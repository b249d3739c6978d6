/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A pair, explored: each of the two is held at every point of its way through the kernel while the
 * other one runs (../../lib/steer.h). What explore*.c share.
 */
#ifndef TCELIFE_RACE_EXPLORE_H
#define TCELIFE_RACE_EXPLORE_H

#include "../../lib/points.h"
#include "../../lib/slabs.h"
#include "../../lib/steer.h"
#include "../../lib/symbols.h"
#include "../holdings.h"
#include "racing.h"

#define SCHEDULE_BYTES (2 * SYMBOL_BYTES + 32)

/* Who is held where: @point[i] of side @side[i]; the first begins, the second may be missing. */
struct schedule {
	unsigned int nr;
	unsigned int side[2];
	struct point point[2];
};

/* What came of holding one side at all of its points. */
struct explored {
	uint64_t tries;
	uint32_t points;     /* that were to be visited */
	uint32_t turns;	     /* of these, had theirs in time */
	uint32_t same;	     /* beside these: as one that was to be visited */
	uint32_t visited;    /* points at which it was held, and the other one came */
	uint32_t alone;	     /* beside these: the other one did not begin */
	uint32_t exact;	     /* of these, on the way it takes alone */
	uint32_t ran;	     /* the other one ran to its end, or to its own hold, meanwhile */
	uint32_t serialised; /* it did not: it waits for what the held one has */
};

/* Schedules that belong together, each so many times. */
struct explore_batch {
	const struct schedule *schedule;
	uint32_t nr, times;
};

struct explore {
	struct racing *r;
	struct race *race; /* NULL: each try has a process of its own */
	struct steer_page *page;
	struct symbols symbols;
	struct points points[2];  /* of each side */
	struct explored done[2];  /* by the side that is held first */
	struct holdings holdings; /* what stays the same from try to try, unless one loses it */
	uint32_t *waits;	  /* by symbol: how often the other side waited there */
	uint8_t *visited;	  /* by symbol: a side was held in that function */
	FILE *log;		  /* every point, in the test's folder; may be NULL */
	uint64_t begin_tb;	  /* of the case at hand */
	uint64_t until_tb;	  /* for holding one at a time */
	uint64_t scene_tb, race_tb, judge_tb; /* where the time of the case went */
};

/* Make one try in which who is to be held is held; false when there is no going on. */
bool explore_try(struct explore *e, const struct schedule *s, bool record);

/* The same until it came to the hold as planned, a few times at most; then account for it. */
bool explore_visit(struct explore *e, const struct schedule *s);

/* In the functions that the tests are about, or in those that they call, as all others do. */
enum area { AREA_TESTED, AREA_ELSEWHERE, NR_AREAS };
enum area area_of(const struct explore *e, const struct point *point);
/* What AREA= calls it. */
const char *area_name(enum area area);

/* The points of both sides, each alone. False: there is no going on. */
bool explore_reference(struct explore *e);

/* Leave out the points of a side that ends its process at which the other one cannot begin. */
bool explore_cut(struct explore *e);

/* All with one hold; two, from the first points on, as long as there is time; one, again. */
void explore_singles(struct explore *e);
void explore_doubles(struct explore *e);
void explore_replay(struct explore *e);

/* "0@kvm_vfio_set_attr+0x1a4#2", and "/1@..." for a second hold: what REPLAY= takes. */
void schedule_print(const struct explore *e, const struct schedule *s, char *to, size_t to_bytes);
/* Its inverse, among the points of this kernel. 0, or -EINVAL, -ENOENT with @why. */
int schedule_parse(const struct explore *e, const char *text, struct schedule *s, struct why *why);
/* That there is no going on, and how to get there again. */
void schedule_say(struct explore *e, const struct schedule *s, const char *what);

/* What a try came to, for the account, the tally and the log. */
void explore_account(struct explore *e, const struct schedule *s);
void explore_say_account(struct explore *e, unsigned int side);
/* Cannot judge if there was no time for some points, or too few of them were visited. */
void explore_expect_enough(struct explore *e, unsigned int side);
bool explore_tally_open(struct explore *e);
void explore_tally_close(struct explore *e);

/* With everything in place: what is held now is as it should be. Says so if not. */
void explore_holdings_begin(struct explore *e);
bool explore_holdings_kept(struct explore *e);

/* The same for memory, by what a batch has lost since it was last looked at; behind the above. */
void explore_memory_begin(void);
bool explore_memory_kept(struct explore *e, const struct explore_batch *b);
/* Makes the tries itself that it takes to judge one schedule. */
bool explore_memory_replay(struct explore *e, const struct schedule *s);

/* Which function ran where, of the last try that was recorded, into @folder/schedule. */
void explore_write_order(const struct steer_page *page, const struct symbols *symbols,
			 const char *folder);

#endif
