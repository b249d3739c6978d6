// SPDX-License-Identifier: GPL-2.0-only
/* Which hypercalls are made at all: those that end, and that no kernel damages memory for. */
#include "hcall_parts.h"

#define LIST_BYTES   4096u
#define CALL_ENTRIES 65536u /* of hardware that one call may touch, so that it ends */

/*
 * A kernel that looks at the first entry of a range only goes on behind the end
 * (hcall-range-past-end): that must still be the table's own memory, and the window's.
 */
static bool harmless_end(const struct model *m, const struct call *c)
{
	uint64_t per_page = host_page(m) / 8, from = c->entry - c->t->offset, end = from + c->count;

	if (!past_end(c))
		return true;
	if (end < from || end > (c->t->size + per_page - 1) / per_page * per_page)
		return false;
	for (model_id w = 1; w <= MODEL_WINDOWS; w++)
		if (c->t->tie[w - 1] && end << c->t->shift > WINDOW(m, w)->size_bytes)
			return false;
	return true;
}

static bool short_enough(const struct model *m, const struct call *c)
{
	for (model_id w = 1; w <= MODEL_WINDOWS; w++)
		if (c->t->tie[w - 1] &&
		    c->count > CALL_ENTRIES >> (c->t->shift - WINDOW(m, w)->shift))
			return false;
	return c->count <= CALL_ENTRIES * 4;
}

/* Its list: the host's in slot 1, which is zero behind its first 4 KiB; or what nobody can read. */
static bool list_known(const struct model *m, const struct call *c)
{
	struct guest_place place = guest_find(VM(m, c->vm), c->value, 1);

	if (c->value & (LIST_BYTES - 1) || !place.in_slot)
		return true;
	if (place.arena)
		return !memory_there(m, VM(m, c->vm)->mm, place.hva, 1);
	return c->value >= OP_LIST_GPA;
}

bool hcall_can(const struct model *m, const struct op *op)
{
	struct call c = call_of(m, op);

	if (!c.vm || m->nr_runs > MODEL_RUNS / 2)
		return false;
	if (VM(m, c.vm)->mm != c.mm)
		return true;
	if (op->code == OP_H_PUT_TCE_INDIRECT && !list_known(m, &c))
		return false;
	if (!c.t || !ioba_good(&c) || op->code == OP_H_GET_TCE)
		return true;
	if (op->code == OP_H_PUT_TCE_INDIRECT && c.count > OP_LIST_TCES)
		return true;
	if (op->code == OP_H_STUFF_TCE && c.value & TCE_ACCESS)
		return true;
	return harmless_end(m, &c) && short_enough(m, &c);
}
