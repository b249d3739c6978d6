// SPDX-License-Identifier: GPL-2.0-only
/* What must be seen from outside. */
#include "parts.h"

uint64_t model_locked_pages(const struct model *m, unsigned int process)
{
	if (process >= OP_PROCESSES || !m->process[process].alive)
		return 0;
	return MM(m, m->process[process].mm)->locked_pages;
}

uint64_t model_pinned_pages(const struct model *m)
{
	uint64_t pages = 0;

	for (unsigned int i = 0; i < MODEL_REGIONS; i++)
		if (m->region[i].used)
			pages += host_pages(m, m->region[i].bytes);
	/* What a container of the first type has mapped, it pins page by page. */
	for (uint32_t i = 0; i < m->nr_runs; i++)
		if (m->run[i].hardware && !m->run[i].region)
			pages += m->run[i].count;
	return pages;
}

/* The live process that runs in this address space; -1: none. */
static int process_of(const struct model *m, model_id mm)
{
	for (int p = 0; p < OP_PROCESSES; p++)
		if (m->process[p].alive && m->process[p].mm == mm)
			return p;
	return -1;
}

bool model_reach(const struct model *m, unsigned int group, uint64_t iova,
		 struct model_landing *landing)
{
	model_id c = group < OP_GROUPS ? m->group[group].container : 0;
	model_id w = c ? window_find(m, c, iova) : 0;
	const struct model_run *run;
	uint64_t entry;

	if (!w)
		return false;
	entry = iova >> WINDOW(m, w)->shift;
	run = run_find(m, true, w, entry);
	if (!run)
		return false;
	landing->hva = run->value + (iova - (run->first << WINDOW(m, w)->shift));
	landing->perm = run->perm;
	landing->one_left = WINDOW(m, w)->one_left;
	landing->process = process_of(m, run->mm);
	/* Other pages are there now than those that were pinned. */
	if (landing->process >= 0 && memory_age(m, run->mm, landing->hva, 1) > run->age)
		landing->process = -1;
	return true;
}

bool model_next_entry(const struct model *m, uint32_t *cursor, struct model_seen_entry *entry)
{
	for (; *cursor < 2 * m->nr_runs; ++*cursor) {
		const struct model_run *run = &m->run[*cursor / 2];
		bool last = *cursor & 1;
		const struct model_table *t;

		if (run->hardware || run->either || (last && run->count == 1))
			continue;
		t = TABLE(m, run->owner);
		*entry = (struct model_seen_entry){
			.vm = t->vm,
			.liobn = t->liobn,
			.ioba = (run->first + (last ? run->count - 1 : 0)) << t->shift,
			.tce = run->value,
		};
		++*cursor;
		return true;
	}
	return false;
}

static bool process_idle(const struct model_process *p)
{
	bool idle = true;

	for (unsigned int kind = OP_CONTAINER; kind < OP_NR_KINDS; kind++)
		for (unsigned int n = 0; n < OP_NAMES_MAX; n++)
			idle &= !p->fd[kind][n];
	for (unsigned int n = 0; n < OP_DEVICES; n++)
		idle &= !p->mapped_device[n];
	for (unsigned int n = 0; n < OP_TABLES; n++)
		idle &= !p->mapped_table[n];
	return idle;
}

bool model_idle(const struct model *m)
{
	bool idle = !m->nr_runs;

	for (unsigned int p = 0; p < OP_PROCESSES; p++)
		idle &= process_idle(&m->process[p]) && !model_locked_pages(m, p);
	for (unsigned int i = 0; i < MODEL_REGIONS; i++)
		idle &= !m->region[i].used;
	for (unsigned int i = 0; i < MODEL_WINDOWS; i++)
		idle &= !m->window[i].used;
	for (unsigned int g = 0; g < OP_GROUPS; g++)
		idle &= !m->group[g].open;
	return idle;
}
