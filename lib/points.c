// SPDX-License-Identifier: GPL-2.0-only
#include "points.h"

#include <errno.h>
#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
	const struct steer_pass *const *left = a, *const *right = b;

	return ((*left)->number > (*right)->number) - ((*left)->number < (*right)->number);
}

/* The last passes stand at the end of a trace. */
static uint32_t sort(const struct steer_pass **to, const struct steer_pass *trace, uint32_t nr,
		     unsigned int side)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < nr; i++)
		if (trace[i].side == side && trace[i].kind <= STEER_PASSED_LAST)
			to[n++] = &trace[i];
	qsort(to, n, sizeof(const struct steer_pass *), by_number);
	return n;
}

int points_make(struct points *p, const struct steer_pass *trace, uint32_t nr, unsigned int side)
{
	const struct steer_pass **way = calloc(nr + 1, sizeof(*way));

	*p = (struct points){ .at = calloc(nr + 1, sizeof(*p->at)) };
	if (!way || !p->at) {
		free(way);
		points_free(p);
		return -ENOMEM;
	}
	p->nr = sort(way, trace, nr, side);
	for (uint32_t i = 0; i < p->nr; i++)
		p->at[i] = (struct point){
			.vaddr = way[i]->vaddr,
			.near = way[i]->near,
			.nth = way[i]->nth,
			.same = i && way[i - 1]->quiet && way[i]->number == way[i - 1]->number + 1,
		};
	free(way);
	return 0;
}

void points_free(struct points *p)
{
	free(p->at);
	*p = (struct points){ 0 };
}
