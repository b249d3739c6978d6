// SPDX-License-Identifier: GPL-2.0-only
#include "scene.h"

#include <sys/mman.h>
#include <unistd.h>

#include "../../lib/timebase.h"
#include "fact.h"

const char *fact_name(enum fact fact)
{
	return fact_how(fact)->name;
}

uint32_t facts_needing(uint32_t facts)
{
	/* In the order in which they can be made, one pass is enough. */
	for (unsigned int f = 0; f < NR_FACTS; f++)
		if (fact_how(f)->needs & facts)
			facts |= 1u << f;
	return facts;
}

uint32_t facts_of_second(void)
{
	return facts_needing(fact_bit(FACT_SECOND));
}

uint32_t facts_usual(void)
{
	return (1u << NR_FACTS) - 1 - fact_bit(FACT_MANY) - fact_bit(FACT_EXTRA) -
	       fact_bit(FACT_MAPPED) - fact_bit(FACT_ENTRY) - fact_bit(FACT_FRESH) -
	       fact_bit(FACT_LAST) - fact_bit(FACT_LARGE) - fact_bit(FACT_EMPTY) -
	       fact_bit(FACT_LOGGED) - facts_of_second();
}

void scene_init(struct scene *s, const struct vfio_target *targets, const struct rig_opts *opts,
		uint32_t wanted)
{
	*s = (struct scene){ .wanted = wanted, .present = fact_bit(FACT_BOUND) };
	s->fresh_fd = s->large_fd = s->second_group_fd = s->own_container_fd = -1;
	if (wanted & facts_of_second())
		s->second = &targets[1];
	rig_open(&s->rig, targets, opts, RIG_NOTHING);
	s->extra_bytes = 4ull * getpagesize();
	s->extra_hva = mmap(NULL, s->extra_bytes, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	errno = 0;
	TEST_ASSERT(s->extra_hva != MAP_FAILED, "no memory for the scene");
	for (unsigned int i = 0; i < SCENE_NR_SIDES; i++)
		s->other_fd[i] = -1;
	for (unsigned int i = 0; i < SCENE_MANY; i++)
		s->many_fd[i] = -1;
}

/* A container that the group has left, or may have, keeps nothing: not to be asked for. */
static uint32_t gone_with_the_group(const struct scene *s)
{
	if (s->present & ~s->unknown & fact_bit(FACT_JOINED))
		return 0;
	return fact_bit(FACT_MEMORY) | fact_bit(FACT_EXTRA) | fact_bit(FACT_WINDOW) |
	       fact_bit(FACT_MAPPED) | fact_bit(FACT_ENTRY);
}

/* Take away @facts and what needs them; all that may be there. Goes on after a failure. */
static int take_away(struct scene *s, uint32_t facts)
{
	uint32_t gone = gone_with_the_group(s);
	int ret = 0;

	facts = facts_needing(facts);
	/* What ties table and group can only be taken away with KVM's hold on the group. */
	if (facts & fact_bit(FACT_ATTACHED))
		facts = facts_needing(facts | fact_bit(FACT_ADDED));
	facts &= s->present | s->unknown;
	for (unsigned int f = NR_FACTS; f-- > 0;) {
		int one;

		if (!(facts & (1u << f)))
			continue;
		one = gone & (1u << f) ? 0 : fact_how(f)->undo(s);
		if (one && !ret) {
			s->failed = (enum fact)f;
			ret = one;
		}
		s->present &= ~(1u << f);
		s->unknown &= ~(1u << f);
	}
	return ret;
}

static int put_in_place(struct scene *s, uint32_t facts)
{
	for (unsigned int f = 0; f < NR_FACTS; f++) {
		int ret;

		if (!(facts & (1u << f)) || s->present & (1u << f))
			continue;
		ret = fact_how(f)->make(s);
		if (ret) {
			s->failed = (enum fact)f;
			s->unknown |= 1u << f;
			return ret;
		}
		s->present |= 1u << f;
	}
	return 0;
}

int scene_prepare(struct scene *s)
{
	int ret = take_away(s, s->unknown | (s->present & ~s->wanted));

	if (!ret)
		ret = put_in_place(s, s->wanted);
	return ret;
}

void scene_disturbed(struct scene *s, uint32_t facts)
{
	s->unknown |= facts_needing(facts) & (s->present | facts);
}

int scene_group_reopens(int group, unsigned int limit_ms)
{
	uint64_t end_tb = timebase_now() + timebase_from_ms(limit_ms);
	int fd;

	while ((fd = vfio_group_open_try(group)) < 0 && timebase_now() <= end_tb)
		usleep(1000);
	if (fd >= 0)
		close(fd);
	return fd < 0 ? fd : 0;
}

int scene_close(struct scene *s)
{
	int ret = take_away(s, ((1u << NR_FACTS) - 1) & ~fact_bit(FACT_BOUND));
	int bound = 0;

	/* The driver stays, or comes back. */
	if (s->unknown & fact_bit(FACT_BOUND) || !(s->present & fact_bit(FACT_BOUND)))
		bound = scene_bind_driver(s->rig.target[0]->bdf);
	if (bound && !ret) {
		s->failed = FACT_BOUND;
		ret = bound;
	}

	rig_staging_close(&s->rig, false);
	munmap(s->extra_hva, s->extra_bytes);
	return ret;
}
