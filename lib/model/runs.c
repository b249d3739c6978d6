// SPDX-License-Identifier: GPL-2.0-only
/* Entries of tables, kept as runs of neighbours that continue each other. */
#include "parts.h"

static bool run_is(const struct model_run *r, bool hardware, model_id owner)
{
	return r->hardware == hardware && r->owner == owner;
}

/* How the value grows from one entry to the next. */
static uint64_t step_of(const struct model *m, const struct model_run *r)
{
	return r->hardware ? 1ull << WINDOW(m, r->owner)->shift : 0;
}

/* @nr entries of hardware no longer (or newly) point into registered memory. */
static void count_mapped(struct model *m, const struct model_run *r, int64_t nr)
{
	if (!r->hardware || !r->region)
		return;
	m->region[r->region - 1].mapped += nr;
	region_settle(m, &m->region[r->region - 1]);
}

static void run_push(struct model *m, struct model_run r)
{
	if (m->nr_runs == MODEL_RUNS)
		m->lost = true;
	else
		m->run[m->nr_runs++] = r;
}

/* Take what overlaps out of the run at @i; false: nothing is left of it. */
static bool run_cut(struct model *m, uint32_t i, struct entries e)
{
	struct model_run *r = &m->run[i], right;
	uint64_t end = r->first + r->count, cut_end = e.first + e.count;
	uint64_t from = r->first > e.first ? r->first : e.first;
	uint64_t to = end < cut_end ? end : cut_end;

	count_mapped(m, r, -(int64_t)(to - from));
	right = *r;
	right.first = to;
	right.count = end - to;
	right.value += (to - r->first) * step_of(m, r);
	r->count = from - r->first;
	if (right.count && r->count)
		run_push(m, right);
	else if (right.count)
		*r = right;
	return r->count;
}

static bool run_overlaps(const struct model_run *r, struct entries e)
{
	return e.count && run_is(r, e.hardware, e.owner) && r->first < e.first + e.count &&
	       e.first < r->first + r->count;
}

void runs_clear(struct model *m, struct entries e)
{
	for (uint32_t i = 0; i < m->nr_runs;) {
		if (!run_overlaps(&m->run[i], e) || run_cut(m, i, e))
			i++;
		else
			m->run[i] = m->run[--m->nr_runs];
	}
}

static bool run_continues(const struct model *m, const struct model_run *a,
			  const struct model_run *b)
{
	return run_is(a, b->hardware, b->owner) && a->first + a->count == b->first &&
	       a->value + a->count * step_of(m, a) == b->value && a->age == b->age &&
	       a->perm == b->perm && a->mm == b->mm && a->region == b->region &&
	       a->either == b->either;
}

void runs_set(struct model *m, struct entries e, struct model_run run)
{
	runs_clear(m, e);
	run.first = e.first;
	run.count = e.count;
	run.owner = e.owner;
	run.hardware = e.hardware;
	if (!e.count || (!e.hardware && !run.value && !run.either))
		return;
	count_mapped(m, &run, e.count);
	for (uint32_t i = 0; i < m->nr_runs; i++)
		if (run_continues(m, &m->run[i], &run)) {
			m->run[i].count += run.count;
			return;
		}
	run_push(m, run);
}

const struct model_run *run_find(const struct model *m, bool hardware, model_id owner,
				 uint64_t entry)
{
	for (uint32_t i = 0; i < m->nr_runs; i++)
		if (run_is(&m->run[i], hardware, owner) && entry >= m->run[i].first &&
		    entry - m->run[i].first < m->run[i].count)
			return &m->run[i];
	return NULL;
}

bool runs_any(const struct model *m, struct entries e)
{
	bool any = false;

	for (uint32_t i = 0; i < m->nr_runs; i++)
		any |= run_overlaps(&m->run[i], e);
	return any;
}
