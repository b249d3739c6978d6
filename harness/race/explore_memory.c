// SPDX-License-Identifier: GPL-2.0-only
/*
 * What schedules lose of the machine's memory, with the whole scene closed: pages, or objects of
 * one kind, a list's entry or a descriptor. One rise is noise; several in a row are none, unless as
 * many tries with nobody held rise like them.
 */
#include "../growth.h"
#include "../settle.h"
#include "explore.h"

#define SUSPECT_OBJECTS 4  /* that a batch has lost; a few of its points may do so, each once */
#define SUSPECT_TIMES	4  /* then all of it is made again so often in each round, */
#define LEAST_OBJECTS	12 /* and must lose so many; a schedule alone, too */
#define AGAIN_TIMES	16
#define ROUNDS		3 /* that must lose it */
#define CONTROL		(ROUNDS + 1)
#define QUICK_SETTLES	2
#define SETTLES		8
#define SETTLE_US	100000

/* Before, and behind each round. There is one exploration in a process. */
static struct slabs slabs[CONTROL + 1];
static int64_t free_pages[CONTROL + 1];

/* What each of the first rounds has lost, as it was in the last of them. */
struct lost {
	const char *cache; /* NULL: pages */
	long long nr;	   /* 0: nothing to speak of */
};

static void look(unsigned int at)
{
	free_pages[at] = growth_blind() ? 0 : growth_free_pages_now();
	slabs_read(&slabs[at]);
}

void explore_memory_begin(void)
{
	look(0);
}

static long long pages_in(unsigned int round)
{
	return free_pages[round - 1] - free_pages[round];
}

/* Whatever else the machine does takes some pages, but not one for each try every time. */
static struct lost pages_lost(unsigned int rounds, uint32_t tries)
{
	for (unsigned int round = 1; round <= rounds; round++)
		if (pages_in(round) < tries)
			return (struct lost){ 0 };
	return (struct lost){ .nr = pages_in(rounds) };
}

static long long objects_in(unsigned int round, const char *cache)
{
	return slabs_objects(&slabs[round], cache) - slabs_objects(&slabs[round - 1], cache);
}

static struct lost lost_in(unsigned int rounds, uint32_t tries, long least_objects)
{
	const struct slab *slab = slabs_rising(slabs, rounds + 1, least_objects);

	if (!slab)
		return pages_lost(rounds, tries);
	return (struct lost){ slab->name, objects_in(rounds, slab->name) };
}

/* All of them so many times; held where they say, or nobody. False: there is no going on. */
static bool again(struct explore *e, const struct explore_batch *b, bool held)
{
	struct explored before[2] = { e->done[0], e->done[1] };
	struct schedule alone = { .side = { b->schedule[0].side[0] } };
	bool ok = true;

	for (uint32_t i = 0; ok && i < b->nr * b->times; i++)
		ok = held ? explore_visit(e, &b->schedule[i % b->nr]) :
			    explore_try(e, &alone, false) && racing_heard(e->r);
	memcpy(e->done, before, sizeof(before));
	return ok && explore_holdings_kept(e);
}

/* What is lost by now; some of it kvfree_rcu() keeps for seconds, unless memory is asked for. */
static struct lost lost_at_last(unsigned int round, uint32_t tries, long least_objects)
{
	struct lost lost;

	look(round);
	lost = lost_in(round, tries, least_objects);
	for (unsigned int i = 0; i < QUICK_SETTLES && lost.nr; i++) {
		settle_kfree_rcu();
		look(round);
		lost = lost_in(round, tries, least_objects);
	}
	for (unsigned int i = 0; i < SETTLES && lost.nr; i++) {
		spit("/proc/sys/vm/drop_caches", "7");
		usleep(SETTLE_US);
		oracle_rcu_settle();
		look(round);
		lost = lost_in(round, tries, least_objects);
	}
	return lost;
}

/* All rounds, as long as they lose something. False: it is not every time. */
static bool lose_again(struct explore *e, const struct explore_batch *b, struct lost *lost)
{
	look(0);
	for (unsigned int round = 1; round <= ROUNDS; round++) {
		if (!again(e, b, true))
			return false;
		*lost = lost_at_last(round, b->nr * b->times, LEAST_OBJECTS);
		if (!lost->nr)
			return false;
	}
	return true;
}

/* The same in the round with nobody held. */
static long long control(struct explore *e, const struct explore_batch *b, const struct lost *lost)
{
	if (!again(e, b, false))
		return lost->nr;
	look(CONTROL);
	return lost->cache ? objects_in(CONTROL, lost->cache) : pages_in(CONTROL);
}

/* Which of them? */
static void find(struct explore *e, const struct explore_batch *b)
{
	for (uint32_t i = 0; i < b->nr && !e->r->done; i++) {
		struct explore_batch one = { &b->schedule[i], 1, AGAIN_TIMES };
		struct lost lost;

		if (!lose_again(e, &one, &lost))
			continue;
		schedule_say(e, &b->schedule[i], "and loses it by itself");
		return;
	}
	t_diag(e->r->t, "at one of the last %u points; none loses so much by itself", b->nr);
}

static void say_lost(struct explore *e, const struct explore_batch *b, const struct lost *lost,
		     long long control)
{
	t_fail(e->r->t,
	       "lost: %lld %s%s in %u tries, and whenever they are made; with nobody held %lld",
	       lost->nr, lost->cache ? "objects of " : "pages of memory", lost->cache ?: "",
	       b->nr * b->times, control);
}

/* Once is hardly a suspicion: what a batch has lost must be lost by all rounds that follow. */
static bool judge(struct explore *e, const struct explore_batch *b)
{
	struct explore_batch more = { b->schedule, b->nr, b->times * SUSPECT_TIMES };
	struct lost lost = lost_at_last(1, b->nr * b->times, SUSPECT_OBJECTS);
	long long without;

	if (!lost.nr || !lose_again(e, &more, &lost))
		return !e->r->done;
	without = control(e, &more, &lost);
	if (e->r->done || llabs(without) > lost.nr / 2)
		return !e->r->done;
	say_lost(e, &more, &lost, without);
	if (b->nr > 1)
		find(e, b);
	return false;
}

bool explore_memory_kept(struct explore *e, const struct explore_batch *b)
{
	bool kept;

	kept = judge(e, b);
	look(0);
	return kept;
}

bool explore_memory_replay(struct explore *e, const struct schedule *s)
{
	struct explore_batch b = { s, 1, AGAIN_TIMES };

	explore_memory_begin();
	return again(e, &b, true) && explore_memory_kept(e, &b);
}
