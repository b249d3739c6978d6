// SPDX-License-Identifier: GPL-2.0-only
#include "trail.h"

#include <string.h>

#define LOOP 12 /* blocks of a loop that is passed once only */

void trail_begin(struct trail *t)
{
	t->nr = 0;
	memset(t->recent, 0, sizeof(t->recent));
}

static unsigned int slot_of(uint64_t vaddr)
{
	return vaddr / sizeof(uint32_t) % TRAIL_RECENT;
}

static bool is_repeated(const struct trail *t, uint64_t vaddr)
{
	unsigned int slot = slot_of(vaddr);
	uint64_t nr = t->nr < LOOP ? t->nr : LOOP;

	if (t->recent[slot].vaddr == vaddr)
		return t->nr - t->recent[slot].nr < LOOP;
	for (uint64_t i = 1; i <= nr; i++)
		if (t->vaddr[(t->nr - i) % STEER_TRAIL] == vaddr)
			return true;
	return false;
}

void trail_add(struct trail *t, uint64_t vaddr)
{
	unsigned int slot = slot_of(vaddr);

	if (is_repeated(t, vaddr))
		return;
	t->vaddr[t->nr % STEER_TRAIL] = vaddr;
	__atomic_store_n(&t->nr, t->nr + 1, __ATOMIC_RELEASE);
	t->recent[slot].vaddr = vaddr;
	t->recent[slot].nr = t->nr;
}

uint64_t trail_news(const struct trail *t)
{
	return __atomic_load_n(&t->nr, __ATOMIC_ACQUIRE);
}

uint32_t trail_copy(const struct trail *t, uint64_t *to)
{
	uint64_t news = trail_news(t);
	uint64_t nr = news < STEER_TRAIL ? news : STEER_TRAIL;

	for (uint64_t i = 0; i < nr; i++)
		to[i] = t->vaddr[(news - nr + i) % STEER_TRAIL];
	return (uint32_t)nr;
}
