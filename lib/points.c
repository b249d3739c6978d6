// SPDX-License-Identifier: GPL-2.0-only
#include "points.h"

#include <errno.h>
#include <stdlib.h>

#include "steer_abi.h"

/* How often each address was passed: open addressing, twice as many places as addresses. */
struct counts {
	uint64_t *vaddr; /* 0: free */
	uint32_t *passed, *total;
	uint64_t places; /* a power of two */
};

static int counts_open(struct counts *c, uint64_t nr)
{
	c->places = 16;
	while (c->places < 2 * nr)
		c->places *= 2;
	c->vaddr = calloc(c->places, sizeof(*c->vaddr));
	c->passed = calloc(c->places, sizeof(*c->passed));
	c->total = calloc(c->places, sizeof(*c->total));
	return c->vaddr && c->passed && c->total ? 0 : -ENOMEM;
}

static void counts_close(struct counts *c)
{
	free(c->vaddr);
	free(c->passed);
	free(c->total);
}

static uint64_t place_of(struct counts *c, uint64_t vaddr)
{
	uint64_t i = (vaddr >> 2) * 0x9e3779b97f4a7c15ull >> 20;

	for (;; i++) {
		i &= c->places - 1;
		if (!c->vaddr[i])
			c->vaddr[i] = vaddr;
		if (c->vaddr[i] == vaddr)
			return i;
	}
}

static bool is_point(uint32_t nth, uint32_t total)
{
	bool power_of_four = !(nth & (nth - 1)) && nth & 0x55555555;

	return nth <= POINTS_ALL || nth == total || power_of_four;
}

static void choose(struct points *p, struct counts *c, const uint64_t *path, const bool *quiet,
		   uint64_t nr)
{
	bool chosen = false;

	for (uint64_t i = 0; i < nr; i++) {
		uint64_t place = place_of(c, path[i]);
		uint32_t nth = ++c->passed[place];
		bool same = chosen && quiet && quiet[i - 1];

		chosen = is_point(nth, c->total[place]);
		if (chosen)
			p->at[p->nr++] =
				(struct point){ path[i], steer_near(path, nr, i), nth, same };
	}
}

int points_make(struct points *p, const uint64_t *path, const bool *quiet, uint64_t nr)
{
	struct counts c;
	int ret = counts_open(&c, nr);

	*p = (struct points){ .passed = nr };
	if (!ret && nr && !(p->at = calloc(nr, sizeof(*p->at))))
		ret = -ENOMEM;
	if (!ret) {
		for (uint64_t i = 0; i < nr; i++)
			c.total[place_of(&c, path[i])]++;
		choose(p, &c, path, quiet, nr);
	}
	counts_close(&c);
	return ret;
}

void points_free(struct points *p)
{
	free(p->at);
	*p = (struct points){ 0 };
}
