// SPDX-License-Identifier: GPL-2.0-only
#include "objects.h"

#include "../settle.h"

#define ROUNDS	  4u /* the first fills the caches, each of the others must lose */
#define SERIES	  2u /* of rounds, each of which must lose */
#define SETTLE_MS 4000
#define PAGES_MIN 96u /* times, from which on a page each is no noise */

/*
 * The counts at the ends of the rounds. Others take memory, too, on as many CPUs as there are, and
 * what is in use is counted in whole slabs for each CPU, of which one of 64 KiB has room for
 * thousands of objects: one series of rounds may rise by that, and hardly two.
 */
static struct slabs count[ROUNDS];

bool t_objects_in_sight(struct test *t)
{
	if (growth_blind())
		t_skip(t, "%s", growth_blind());
	return !growth_blind();
}

/* The cache that rose by most of a round's @times in each of the first @rounds but the first. */
static const struct slab *risen(unsigned int rounds, unsigned int times)
{
	return slabs_rising(count, rounds, (long)(times - times / 8));
}

/* The pages of the machine that are not free, as if they were a cache. */
static void pages_add(struct slabs *s)
{
	struct slab pages = { .name = "the page allocator" };

	if (!s->nr || s->nr == SLABS_MAX)
		return;
	pages.objects = sysconf(_SC_PHYS_PAGES) - growth_free_pages_now();
	s->slab[s->nr++] = pages;
}

/* What kfree_rcu() has yet to free looks like a loss in one round, and hides one in the next. */
static void count_settled(struct slabs *s, unsigned int times)
{
	spit("/proc/sys/vm/drop_caches", "6"); /* 4: without a line in the kernel log */
	settle_kfree_rcu();
	slabs_read(s);
	if (times >= PAGES_MIN)
		pages_add(s);
}

/* Objects are freed after grace periods: what stays risen is lost. NULL: nothing is. */
static const struct slab *settled(unsigned int times)
{
	const struct slab *lost;
	int waited_ms = 0;

	while ((lost = risen(ROUNDS, times)) && waited_ms < SETTLE_MS) {
		usleep(200000);
		waited_ms += 200;
		count_settled(&count[ROUNDS - 1], times);
	}
	return lost;
}

/* True if each round of a series has lost some of the same. */
static bool series_loses(struct test *t, void (*way)(void *arg), void *arg, unsigned int times)
{
	for (unsigned int round = 0; round < ROUNDS; round++) {
		for (unsigned int i = 0; i < times; i++)
			way(arg);
		count_settled(&count[round], times);
		t_alive(t);
		if (!count[0].nr || (round && !risen(round + 1, times)))
			return false;
	}
	return true;
}

void t_expect_objects_stay(struct test *t, void (*way)(void *arg), void *arg, unsigned int times)
{
	const struct slab *lost = NULL;
	unsigned int series = 0;

	while (series < SERIES && series_loses(t, way, arg, times))
		series++;
	if (series == SERIES)
		lost = settled(times);
	if (count[0].nr)
		t_expect(t, !lost,
			 "%s has %ld objects in the end, about one more for each of %u times",
			 lost ? lost->name : "", lost ? lost->objects : 0, (ROUNDS - 1) * times);
	else
		t_skip(t, "no /proc/slabinfo; CONFIG_SLUB_DEBUG=y and root have it");
}
