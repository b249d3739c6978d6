// SPDX-License-Identifier: GPL-2.0-only
#include "record.h"

#include <stddef.h>

#define PLACES 65536 /* of one side; a power of two */
#define FULL   (PLACES / 4 * 3)

/* What is known of an address: its last pass, and in which trace that was. */
struct place {
	struct steer_pass last;
	uint64_t trace; /* another one than that of the table: free */
};

/* Open addressing. */
struct places {
	struct place at[PLACES];
	uint64_t trace;
	uint32_t nr;
};

static struct steer_page *page;
static struct places places[STEER_NR_SIDES];

void record_init(struct steer_page *p)
{
	page = p;
}

static void tell(const struct steer_pass *pass)
{
	uint32_t n = __atomic_fetch_add(&page->trace_nr, 1, __ATOMIC_RELAXED);

	if (n < STEER_MAX_TRACE)
		page->trace[n] = *pass;
	else
		__atomic_store_n(&page->trace_nr, STEER_MAX_TRACE + 1, __ATOMIC_RELAXED);
}

/* NULL: there is no room for another one. */
static struct place *find(struct places *p, uint64_t vaddr)
{
	uint64_t i = (vaddr >> 2) * 0x9e3779b97f4a7c15ull >> 40;

	for (;; i++) {
		struct place *place = &p->at[i % PLACES];

		if (place->trace == p->trace && place->last.vaddr == vaddr)
			return place;
		if (place->trace == p->trace)
			continue;
		if (p->nr >= FULL)
			return NULL;
		p->nr++;
		*place = (struct place){ .trace = p->trace };
		return place;
	}
}

void record_begin(unsigned int side)
{
	places[side].trace++;
	places[side].nr = 0;
}

void record_pass(unsigned int side, const struct steer_pass *pass)
{
	struct place *place = find(&places[side], pass->vaddr);
	uint32_t nth;

	if (!place) {
		__atomic_store_n(&page->trace_nr, STEER_MAX_TRACE + 1, __ATOMIC_RELAXED);
		return;
	}
	nth = place->last.nth + 1;
	place->last = *pass;
	place->last.nth = nth;
	place->last.side = (uint8_t)side;
	if (steer_is_told(nth))
		tell(&place->last);
}

void record_end(unsigned int side)
{
	struct places *p = &places[side];

	for (struct place *place = p->at; place < p->at + PLACES; place++) {
		if (place->trace != p->trace || steer_is_told(place->last.nth))
			continue;
		place->last.kind = STEER_PASSED_LAST;
		tell(&place->last);
	}
}

void record_hold(unsigned int side, enum steer_kind kind, uint64_t vaddr)
{
	struct steer_pass pass = { .vaddr = vaddr, .side = (uint8_t)side, .kind = (uint8_t)kind };

	if (page->plan.record)
		tell(&pass);
}
