/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where to aim next, so that two operations meet in every way they can: the
 * offset of the second one's start from the first one's, from seed and number
 * of the try, by a low-discrepancy sequence over the range in which they can
 * overlap. What came back of earlier tries narrows the aim: a change of
 * outcomes (who was too late) marks the place where the order is decided, and
 * half of the tries go there. Pure: no threads, no clock; times are ticks of the
 * caller's time base.
 */
#ifndef TCELIFE_RACE_SWEEP_H
#define TCELIFE_RACE_SWEEP_H

#include <stdbool.h>
#include <stdint.h>

/* How the two met. */
enum race_order {
	RACE_A_FIRST, /* A was through before B began */
	RACE_B_FIRST,
	RACE_OVERLAPPED,
	RACE_NR_ORDERS
};

/* One try, as it was seen. */
struct race_sample {
	uint64_t start_tb[2], end_tb[2]; /* [0] A, [1] B */
	int ret[2];			 /* what each said: >= 0, or a negative code */
	bool late[2];			 /* that code says: it came too late to meet the other */
};

static inline enum race_order race_order_of(const struct race_sample *s)
{
	if (s->end_tb[0] <= s->start_tb[1])
		return RACE_A_FIRST;
	if (s->end_tb[1] <= s->start_tb[0])
		return RACE_B_FIRST;
	return RACE_OVERLAPPED;
}

/* How much later B began. */
static inline int64_t race_offset_of(const struct race_sample *s)
{
	return (int64_t)(s->start_tb[1] - s->start_tb[0]);
}

#define RACE_SWEEP_SEEN 48 /* tries that are remembered */

/* All of its state is in here: it may lie in memory that processes share. */
struct race_sweep {
	uint64_t seed;
	uint64_t n;	       /* tries aimed so far */
	uint64_t swept;	       /* of these by the sequence */
	double duration_tb[2]; /* estimates, followed as they drift; 0: none yet */
	double jitter_tb;      /* how far starts miss what was aimed at, the median */
	bool fixed;	       /* replay: every try at fixed_tb */
	int64_t fixed_tb;
	int64_t aimed_tb;
	int64_t low_tb, high_tb; /* race_sweep_range(), as of the last try */
	/* The latest tries by their offset, the one that really was. */
	double scale_tb; /* the sum of durations when the offsets were written */
	unsigned int nr_seen;
	struct race_seen {
		int64_t at_tb;
		uint32_t n;	  /* the try */
		uint16_t outcome; /* equal when both sides said the same */
		bool late;	  /* no meeting, says the outcome */
	} seen[RACE_SWEEP_SEEN];
};

/* Nothing has been tried yet; the same seed aims in the same way. */
void race_sweep_init(struct race_sweep *s, uint64_t seed);

/* Every try at @offset_tb from now on: a replay. */
void race_sweep_fix(struct race_sweep *s, int64_t offset_tb);

/* The next offset, in ticks: B starts so much after A (before it if negative). */
int64_t race_sweep_aim(struct race_sweep *s);

/* The range of offsets that is swept now: [*low_tb, *high_tb). */
void race_sweep_range(const struct race_sweep *s, int64_t *low_tb, int64_t *high_tb);

/* What came of the last aim. */
void race_sweep_learn(struct race_sweep *s, const struct race_sample *sample);

#endif
