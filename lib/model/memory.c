// SPDX-License-Identifier: GPL-2.0-only
/* Address spaces: what is mapped in the arena, and what is locked. Registered: region.c. */
#include "parts.h"

uint64_t host_page(const struct model *m)
{
	return 1ull << m->machine.host_page_shift;
}

uint64_t host_pages(const struct model *m, uint64_t bytes)
{
	return bytes >> m->machine.host_page_shift;
}

bool may_lock(const struct model *m, unsigned int process, uint64_t pages)
{
	const struct model_process *p = &m->process[process];

	return m->machine.ignores_memlock ||
	       MM(m, p->mm)->locked_pages + pages <= host_pages(m, p->memlock_bytes);
}

void lock_pages(struct model *m, model_id mm, int64_t pages)
{
	MM(m, mm)->locked_pages += pages;
}

static bool mm_wanted(const struct model *m, model_id mm)
{
	bool wanted = MM(m, mm)->alive;

	for (unsigned int i = 0; i < MODEL_CONTAINERS; i++)
		wanted |= m->container[i].used && m->container[i].mm == mm;
	for (unsigned int i = 0; i < MODEL_VMS; i++)
		wanted |= m->vm[i].used && m->vm[i].mm == mm;
	for (unsigned int i = 0; i < MODEL_REGIONS; i++)
		wanted |= m->region[i].used && m->region[i].mm == mm;
	for (unsigned int i = 0; i < m->nr_runs; i++)
		wanted |= m->run[i].hardware && m->run[i].mm == mm;
	return wanted;
}

model_id mm_find_free(const struct model *m)
{
	for (model_id id = 1; id <= MODEL_MMS; id++)
		if (!MM(m, id)->used || !mm_wanted(m, id))
			return id;
	return 0;
}

/* --- the arena --- */

static const struct model_segment *segment_at(const struct model_mm *mm, uint64_t hva)
{
	for (unsigned int i = 0; i < mm->nr_segments; i++)
		if (hva >= mm->segment[i].start && hva < mm->segment[i].end)
			return &mm->segment[i];
	return NULL;
}

bool memory_there(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes)
{
	uint64_t end = hva + bytes;
	const struct model_segment *s;

	if (end < hva)
		return false;
	while (hva < end) {
		s = segment_at(MM(m, mm), hva);
		if (!s)
			return false;
		hva = s->end;
	}
	return true;
}

uint32_t memory_age(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes)
{
	uint64_t end = hva + bytes;
	const struct model_segment *s;
	uint32_t age = 0;

	while (hva < end) {
		s = segment_at(MM(m, mm), hva);
		if (!s)
			return UINT32_MAX;
		if (s->age > age)
			age = s->age;
		hva = s->end;
	}
	return age;
}

static void segment_add(struct model *m, struct model_mm *mm, struct model_segment s)
{
	if (s.start >= s.end)
		return;
	if (mm->nr_segments == MODEL_SEGMENTS)
		m->lost = true;
	else
		mm->segment[mm->nr_segments++] = s;
}

/* --- huge pages --- */

uint32_t huge_within(uint64_t hva, uint64_t bytes)
{
	uint32_t within = 0;

	for (uint64_t n = 0; n < OP_ARENA_BYTES / OP_HUGE_BYTES; n++)
		if (n * OP_HUGE_BYTES < hva + bytes && hva < (n + 1) * OP_HUGE_BYTES)
			within |= 1u << n;
	return within;
}

bool memory_splits(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes)
{
	uint64_t up = OP_HUGE_BYTES - 1;
	uint32_t ends = (hva & up ? huge_within(hva, 1) : 0) |
			((hva + bytes) & up ? huge_within(hva + bytes, 1) : 0);

	return MM(m, mm)->huge & ends;
}

void memory_map_huge(struct model *m, model_id mm, uint64_t hva, uint64_t bytes)
{
	memory_map(m, mm, hva, bytes);
	MM(m, mm)->huge |= huge_within(hva, bytes);
}

void memory_drop_huge(struct model *m, model_id mm)
{
	for (unsigned int n = 0; n < 32; n++)
		if (MM(m, mm)->huge & 1u << n)
			memory_unmap(m, mm, n * OP_HUGE_BYTES, OP_HUGE_BYTES);
}

void memory_unmap(struct model *m, model_id id, uint64_t hva, uint64_t bytes)
{
	struct model_mm *mm = MM(m, id);
	struct model_mm old = *mm;
	uint64_t end = hva + bytes;

	mm->nr_segments = 0;
	mm->huge &= ~huge_within(hva, bytes);
	for (unsigned int i = 0; i < old.nr_segments; i++) {
		struct model_segment s = old.segment[i], left = s, right = s;

		if (s.end <= hva || s.start >= end) {
			segment_add(m, mm, s);
			continue;
		}
		left.end = hva;
		right.start = end;
		segment_add(m, mm, left);
		segment_add(m, mm, right);
	}
}

void memory_map(struct model *m, model_id mm, uint64_t hva, uint64_t bytes)
{
	memory_unmap(m, mm, hva, bytes);
	segment_add(m, MM(m, mm),
		    (struct model_segment){ .start = hva, .end = hva + bytes, .age = ++m->clock });
}

bool memory_harmless(uint64_t hva, uint64_t bytes)
{
	uint64_t near = hva + OP_ARENA_GUARD_BYTES;

	if (bytes > OP_ARENA_GUARD_BYTES / 2)
		return false;
	return near <= OP_ARENA_BYTES + OP_ARENA_GUARD_BYTES * 3 / 2 ||
	       (hva >= 1ull << 53 && hva <= -(1ull << 53));
}
