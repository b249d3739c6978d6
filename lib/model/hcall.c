// SPDX-License-Identifier: GPL-2.0-only
/* The four hypercalls. */
#include "hcall_parts.h"

#define LIST_BYTES 4096u

static const struct entry_rules put_rules = {
	RULE_PUT_ALIGN, RULE_PUT_SLOT,	RULE_PUT_SLOT_END, RULE_PUT_MEMORY, RULE_PUT_ORPHAN,
	RULE_PUT_PAGE,	RULE_PUT_SHAPE, RULE_PUT_V1,	   RULE_PUT_MM,	    RULE_PUT_GONE,
};
static const struct entry_rules list_rules = {
	RULE_LIST_ENTRY_ALIGN, RULE_LIST_ENTRY_SLOT, RULE_LIST_ENTRY_SLOT_END, RULE_LIST_MEMORY,
	RULE_LIST_ORPHAN,      RULE_LIST_PAGE,	     RULE_LIST_SHAPE,	       RULE_LIST_V1,
	RULE_LIST_MM,	       RULE_LIST_GONE,
};
static const struct entry_rules stuff_rules = {
	.v1 = RULE_STUFF_V1,
	.mm = RULE_STUFF_MM,
	.gone = RULE_STUFF_GONE,
};

struct call call_of(const struct model *m, const struct op *op)
{
	struct call c = {
		.vm = self_of(m, op), .mm = mm_of(m, op), .ioba = op->arg[1], .value = op->arg[2]
	};

	c.table = table_of(m, c.vm, op->arg[0]);
	c.t = c.table ? TABLE(m, c.table) : NULL;
	c.entry = c.t ? c.ioba >> c.t->shift : 0;
	c.count = op->code == OP_H_PUT_TCE || op->code == OP_H_GET_TCE ? 1 : op->arg[3];
	return c;
}

bool ioba_good(const struct call *c)
{
	return !(c->ioba & ((1ull << c->t->shift) - 1)) && c->entry >= c->t->offset &&
	       c->entry - c->t->offset < c->t->size;
}

bool past_end(const struct call *c)
{
	return ioba_good(c) && c->count > c->t->size - (c->entry - c->t->offset);
}

/* False: the kernel has no say in it. */
static bool in_kernel(const struct model *m, const struct call *c, uint64_t number,
		      struct model_answer *a)
{
	bool stranger = VM(m, c->vm)->mm != c->mm;
	bool enabled = VM(m, c->vm)->hcalls & hcall_bit(number);

	refuse_run(a, stranger, planted(PLANT_RUN) ? RULE_CONTAINER_MM : RULE_VCPU_MM);
	refuse(a, !stranger && !enabled, RULE_HCALL_DISABLED);
	refuse(a, !stranger && enabled && !c->t, RULE_HCALL_LIOBN);
	return !a->nr_sure;
}

static unsigned int ties_of(const struct model_table *t)
{
	unsigned int nr = 0;

	for (unsigned int w = 0; w < MODEL_WINDOWS; w++)
		nr += t->tie[w] != 0;
	return nr;
}

/* The call succeeds, and the hardware may not follow. */
static void hazard_of_shaken(struct model *m, const struct op *op, const struct op_result *r,
			     const struct call *c)
{
	hazard(m, c->t && c->t->shaken && table_tied(c->t) && done(op, r), HAZARD_SHAKEN);
}

static void hazard_of_call(struct model *m, const struct op *op, const struct op_result *r,
			   const struct call *c, uint64_t tce)
{
	uint64_t number = op->code == OP_H_PUT_TCE ? H_PUT_TCE : H_PUT_TCE_INDIRECT;
	bool maps = tce & TCE_ACCESS, tied = c->t && table_tied(c->t);
	bool some = c->t && r->bounced && ties_of(c->t) > 1;

	if (!c->t || !(VM(m, c->vm)->hcalls & hcall_bit(number)))
		return;
	hazard(m, c->t->stale && maps && (done(op, r) || some), HAZARD_STALE_TIE);
	hazard(m, tied && !maps && number != H_PUT_TCE && (done(op, r) || some),
	       HAZARD_LIST_NO_ACCESS);
	m->list_left |= tied && !maps && number != H_PUT_TCE && r->bounced;
	hazard(m, tied && maps && r->bounced && c->t->shift > 12, HAZARD_HALF_PAGE);
	hazard(m, !maps && r->bounced && left_to_user(m, c), HAZARD_V1_PUT);
	hazard(m, some && maps, HAZARD_SOME_WINDOWS);
}

/* --- H_PUT_TCE: liobn, ioba, tce --- */

/* It drove hardware once, and does no longer. */
static bool is_detached(const struct model_table *t)
{
	return t->detached && !table_tied(t);
}

/* Bounced as ever, unless the kernel has untied it with another group. */
static void name_shaken(const struct call *c, struct model_answer *a)
{
	if (c->t->shaken && a->legal[0].kind == LEGAL_BOUNCED)
		a->legal[0].rule = model_rule(RULE_PUT_SHAKEN);
}

static void put_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	struct call c = call_of(m, op);

	if (!in_kernel(m, &c, H_PUT_TCE, a))
		return;
	refuse(a, !ioba_good(&c), planted(PLANT_PUT) ? RULE_HCALL_LIOBN : RULE_PUT_IOBA);
	refuse_entry(m, &c, c.entry, c.value, &put_rules, a);
	succeed(a, is_detached(c.t) ? RULE_PUT_DETACHED : RULE_PUT_OK);
	name_shaken(&c, a);
}

static void put_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct call c = call_of(m, op);

	hazard_of_shaken(m, op, r, &c);
	hazard_of_call(m, op, r, &c, c.value);
	if (done(op, r))
		put_entry(m, &c, c.entry, c.value);
}

/* --- H_PUT_TCE_INDIRECT: liobn, ioba, list, count --- */

static uint64_t list_entry(const struct model *m, const struct call *c, uint64_t n)
{
	return c->value == OP_LIST_GPA ? VM(m, c->vm)->list[n] : 0;
}

static void refuse_list(const struct model *m, const struct call *c, struct model_answer *a)
{
	struct guest_place place = guest_find(VM(m, c->vm), c->value, 1);

	/* A list that is not there may not be looked at if there is nothing to do. */
	if (!c->count)
		may_refuse(a, !place.in_slot || place.arena, RULE_LIST_SLOT);
	else
		refuse(a, !place.in_slot || place.arena, RULE_LIST_SLOT);
	for (uint64_t n = 0; n < c->count && place.in_slot && !place.arena; n++)
		refuse_entry(m, c, c->entry + n, list_entry(m, c, n), &list_rules, a);
}

static enum rule list_rule(const struct model *m, const struct call *c)
{
	for (uint64_t n = 0; n < c->count && n < OP_LIST_TCES; n++)
		if (!(list_entry(m, c, n) & TCE_ACCESS))
			return RULE_LIST_NO_ACCESS;
	return is_detached(c->t) ? RULE_LIST_DETACHED : RULE_LIST_OK;
}

static void indirect_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	struct call c = call_of(m, op);

	if (!in_kernel(m, &c, H_PUT_TCE_INDIRECT, a))
		return;
	refuse(a, c.count > OP_LIST_TCES, RULE_LIST_COUNT);
	refuse(a, c.value & (LIST_BYTES - 1), RULE_LIST_ALIGN);
	if (c.count)
		refuse(a, !ioba_good(&c), RULE_LIST_IOBA);
	else
		may_refuse(a, true, RULE_LIST_NONE);
	refuse(a, past_end(&c), RULE_LIST_END);
	if (c.count <= OP_LIST_TCES && !(c.value & (LIST_BYTES - 1)))
		refuse_list(m, &c, a);
	succeed(a, list_rule(m, &c));
	name_shaken(&c, a);
}

/*
 * The kernel may come to an entry that it has to leave to user space when it has put those before
 * it: who does all of the list then puts them once more.
 */
static void list_left(struct model *m, const struct call *c)
{
	struct call one = *c;
	uint64_t n = 0;

	while (n < c->count && n < OP_LIST_TCES &&
	       (list_entry(m, c, n) & TCE_ACCESS || !left_to_user(m, &one)))
		one.entry = c->entry + ++n;
	if (n == c->count || n == OP_LIST_TCES)
		return;
	while (n--)
		runs_set(m,
			 (struct entries){ .owner = c->table, .first = c->entry + n, .count = 1 },
			 (struct model_run){ .value = list_entry(m, c, n), .either = true });
}

static void indirect_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct call c = call_of(m, op);

	hazard_of_shaken(m, op, r, &c);
	if (c.t && r->bounced && VM(m, c.vm)->hcalls & hcall_bit(H_PUT_TCE_INDIRECT))
		list_left(m, &c);
	for (uint64_t n = 0; n < c.count && n < OP_LIST_TCES; n++) {
		struct call one = c;
		uint64_t tce = list_entry(m, &c, n);

		one.entry += n;
		hazard_of_call(m, op, r, &one, tce);
		if (done(op, r))
			put_entry(m, &one, one.entry, tce);
	}
}

/* --- H_STUFF_TCE: liobn, ioba, tce, count --- */

static void stuff_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	struct call c = call_of(m, op);

	if (!in_kernel(m, &c, H_STUFF_TCE, a))
		return;
	refuse(a, c.value & TCE_ACCESS, RULE_STUFF_ACCESS);
	if (c.count)
		refuse(a, !ioba_good(&c), RULE_STUFF_IOBA);
	else
		may_refuse(a, true, RULE_STUFF_NONE);
	refuse(a, past_end(&c), RULE_STUFF_END);
	refuse(a, c.count > OP_LIST_TCES, RULE_STUFF_COUNT);
	for (model_id w = 1; w <= MODEL_WINDOWS && !a->nr_sure; w++) {
		if (!c.t->tie[w - 1])
			continue;
		if (tie_live(m, c.t, w))
			refuse_unmap(m, &c, w, c.entry, c.count, &stuff_rules, a);
		else
			may_refuse(a, true, RULE_STUFF_GONE);
	}
	succeed(a, is_detached(c.t) ? RULE_STUFF_DETACHED : RULE_STUFF_OK);
}

static void stuff_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct call c = call_of(m, op);

	hazard_of_shaken(m, op, r, &c);
	if (!done(op, r) || !c.count)
		return;
	for (model_id w = 1; w <= MODEL_WINDOWS; w++)
		if (c.t->tie[w - 1] && tie_live(m, c.t, w))
			runs_clear(m, hardware_of(m, &c, w, c.entry, c.count));
	runs_set(m,
		 (struct entries){ .owner = c.table,
				   .first = c.entry,
				   .count = c.count - planted(PLANT_STUFF) },
		 (struct model_run){ .value = c.value });
}

/* --- H_GET_TCE: liobn, ioba --- */

static void get_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	struct call c = call_of(m, op);
	const struct model_run *run;

	if (!in_kernel(m, &c, H_GET_TCE, a))
		return;
	refuse(a, !ioba_good(&c), RULE_GET_IOBA);
	run = run_find(m, false, c.table, c.entry);
	if (run && run->either)
		succeed(a, RULE_GET_OK);
	else
		succeed_out(a, RULE_GET_OK, run ? run->value : 0);
}

const struct act hcall_acts[OP_NR_CODES] = {
	[OP_H_PUT_TCE] = { hcall_can, put_predict, put_take },
	[OP_H_PUT_TCE_INDIRECT] = { hcall_can, indirect_predict, indirect_take },
	[OP_H_STUFF_TCE] = { hcall_can, stuff_predict, stuff_take },
	[OP_H_GET_TCE] = { hcall_can, get_predict, NULL },
};
