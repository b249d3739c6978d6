// SPDX-License-Identifier: GPL-2.0-only
/* The model's front: the start, and which room answers for an operation. */
#include "parts.h"

void model_machine_default(struct model_machine *machine)
{
	*machine = (struct model_machine){
		.release = "6.12.0",
		.has_v1 = true,
		.has_v2 = true,
		.host_page_shift = 12,
		.nr_groups = 2,
		.max_windows = 2,
		.max_levels = 5,
		.page_sizes = 0x40211000,
		.default_bytes = 2ull << 30,
		.window_starts = { 0, 1ull << 59 },
		.dma_bytes = 1ull << 28,
		.radix = true,
		.hash = true,
		.huge_pages = 8,
	};
}

void model_init(struct model *m, const struct model_machine *machine)
{
	memset(m, 0, sizeof(*m));
	m->machine = *machine;
	m->process[0].alive = true;
	m->process[0].mm = 1;
	m->process[0].memlock_bytes = UINT64_MAX;
	m->mm[0].used = m->mm[0].alive = true;
	memory_map(m, 1, 0, OP_ARENA_BYTES);
}

static const struct act *act_of(enum op_code code)
{
	static const struct act *const rooms[] = {
		container_acts, memory_acts, map_acts,	    window_acts, group_acts,
		vm_acts,	table_acts,  kvm_vfio_acts, hcall_acts,	 process_acts,
	};

	for (size_t i = 0; i < sizeof(rooms) / sizeof(rooms[0]); i++)
		if (rooms[i][code].predict)
			return &rooms[i][code];
	return NULL;
}

/* The call goes to an fd of the kind that it is meant for, or to none (fixed ones see to that). */
static bool self_fits(const struct model *m, const struct op *op)
{
	const struct op_desc *d = op_desc(op->code);

	if (!d->self || d->fixed || op->code == OP_CLOSE)
		return true;
	return op->self.kind == d->self && self_of(m, op);
}

static bool name_free(const struct model *m, struct op_ref made)
{
	bool is_free = true;

	for (unsigned int p = 0; p < OP_PROCESSES; p++)
		is_free &= !m->process[p].fd[made.kind][made.n];
	return is_free;
}

static bool made_can(const struct model *m, const struct op *op)
{
	enum op_kind kind = op_desc(op->code)->made;

	if (!kind)
		return true;
	return kind == OP_GROUP || (name_free(m, op->made) && free_object(m, kind));
}

/* Devices have requests of their own with the numbers of the containers'. */
static bool self_can(const struct model *m, const struct op *op)
{
	if (op->code == OP_CLOSE || op->self.kind != OP_DEVICE)
		return true;
	return op_desc(op->code)->self == OP_DEVICE || !self_of(m, op);
}

bool model_can(const struct model *m, const struct op *op)
{
	const struct act *act;

	if (!op_valid(op) || !m->process[op->process].alive)
		return false;
	if (m->lost && op->code != OP_CLOSE && op->code != OP_EXIT)
		return false;
	if (!made_can(m, op) || !self_can(m, op) || !passing_can(op))
		return false;
	act = act_of(op->code);
	return !act->can || !self_fits(m, op) || act->can(m, op);
}

/* Some file, but not one that knows this request. */
static void wrong_kind(const struct model *m, const struct op *op, struct model_answer *a)
{
	bool container = op->self.kind == OP_CONTAINER;

	refuse(a, true, RULE_FD_KIND);
	refuse(a, container && !CONTAINER(m, self_of(m, op))->type, RULE_FD_KIND_UNSET);
	refuse(a, container, RULE_FD_KIND_MM);
	refuse(a, op->self.kind == OP_VM || op->self.kind == OP_KVM_VFIO, RULE_FD_KIND_VM);
}

void model_predict(const struct model *m, const struct op *op, struct model_answer *answer)
{
	*answer = (struct model_answer){ 0 };
	if (self_fits(m, op)) {
		refuse_passing(op, answer);
		act_of(op->code)->predict(m, op, answer);
	} else if (fd_is_open(m, op->process, op->self)) {
		wrong_kind(m, op, answer);
	} else {
		refuse(answer, true, RULE_FD_CLOSED);
	}
}

void model_take(struct model *m, const struct op *op, const struct op_result *result)
{
	const struct act *act = act_of(op->code);

	m->ops++;
	if (act->take && self_fits(m, op))
		act->take(m, op, result);
}
