// SPDX-License-Identifier: GPL-2.0-only
/* VMs, their memory slots, which hypercalls the kernel handles for them. */
#include "parts.h"

#define SLOTS_MAX 32767 /* KVM_CAP_NR_MEMSLOTS and more */

unsigned int hcall_bit(uint64_t number)
{
	switch (number) {
	case H_PUT_TCE:
		return 1;
	case H_PUT_TCE_INDIRECT:
		return 2;
	case H_STUFF_TCE:
		return 4;
	case H_GET_TCE:
		return 8;
	default:
		return 0;
	}
}

static bool stranger(const struct model *m, const struct op *op)
{
	return VM(m, self_of(m, op))->mm != mm_of(m, op);
}

/* --- create_vm: mode --- */

static bool create_can(const struct model *m, const struct op *op)
{
	return !m->process[op->process].no_files && op->arg[0] <= 1 &&
	       (op->arg[0] ? m->machine.hash : m->machine.radix);
}

static void create_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	(void)m;
	(void)op;
	succeed_fd(a, RULE_VM_OK);
}

static void create_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id id = free_object(m, OP_VM);

	if (!done(op, r))
		return;
	*VM(m, id) = (struct model_vm){
		.used = true, .hash = op->arg[0], .mm = mm_of(m, op), .hcalls = 15
	};
	fd_install(m, op, id);
}

/* --- set_slot: slot, gpa, hva, bytes, flags --- */

static bool ranges_meet(uint64_t a, uint64_t a_bytes, uint64_t b, uint64_t b_bytes)
{
	return a < b + b_bytes && b < a + a_bytes;
}

static const struct model_slot *slot_by_id(const struct model_vm *vm, uint64_t id)
{
	for (unsigned int i = 0; i < MODEL_SLOTS; i++)
		if (vm->slot[i].used && vm->slot[i].id == id)
			return &vm->slot[i];
	return NULL;
}

static bool overlaps(const struct model_vm *vm, uint64_t id, uint64_t gpa, uint64_t bytes)
{
	bool meets = ranges_meet(gpa, bytes, 0, OP_GUEST_BYTES) ||
		     ranges_meet(gpa, bytes, OP_LIST_GPA, OP_LIST_BYTES);

	for (unsigned int i = 0; i < MODEL_SLOTS; i++)
		meets |= vm->slot[i].used && vm->slot[i].id != id &&
			 ranges_meet(gpa, bytes, vm->slot[i].gpa, vm->slot[i].bytes);
	return meets;
}

static bool is_user(uint64_t hva)
{
	return hva + OP_ARENA_GUARD_BYTES < 1ull << 52;
}

static bool slot_can(const struct model *m, const struct op *op)
{
	const struct model_vm *vm = VM(m, self_of(m, op));
	uint64_t id = op->arg[0], gpa = op->arg[1], hva = op->arg[2], bytes = op->arg[3];
	bool room = false;

	for (unsigned int i = 0; i < MODEL_SLOTS; i++)
		room |= !vm->slot[i].used;
	if (id < OP_FIRST_SLOT || id > UINT32_MAX || (op->arg[4] && op->arg[4] < 16) ||
	    op->arg[4] > UINT32_MAX)
		return false;
	/* Memory must be asked for in pages of the host, and what wraps is refused unseen. */
	if (((gpa | bytes) & 0xfff) || gpa + bytes < gpa)
		return true;
	return (room || slot_by_id(vm, id)) && memory_harmless(hva, bytes) && gpa < 1ull << 50;
}

static void refuse_slot(const struct model *m, const struct op *op, struct model_answer *a)
{
	const struct model_vm *vm = VM(m, self_of(m, op));
	uint64_t gpa = op->arg[1], hva = op->arg[2], bytes = op->arg[3];
	const struct model_slot *old = slot_by_id(vm, op->arg[0]);
	bool resized = old && bytes && (old->bytes != bytes || old->hva != hva);

	refuse(a, !bytes && !old, RULE_SLOT_NONE);
	refuse(a, resized, RULE_SLOT_RESIZE);
	refuse(a, bytes && overlaps(vm, op->arg[0], gpa, bytes),
	       planted(PLANT_SLOT) ? RULE_SLOT_RESIZE : RULE_SLOT_OVERLAP);
}

static void slot_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	uint64_t gpa = op->arg[1], hva = op->arg[2], bytes = op->arg[3];

	refuse(a, stranger(m, op), RULE_VM_MM);
	refuse(a, op->arg[4], RULE_SLOT_FLAGS);
	refuse(a, op->arg[0] >= SLOTS_MAX, RULE_SLOT_ID);
	refuse(a, (gpa | hva | bytes) & (host_page(m) - 1), RULE_SLOT_ALIGN);
	refuse(a, gpa + bytes < gpa, RULE_SLOT_WRAP);
	refuse(a, !is_user(hva), RULE_SLOT_USER);
	refuse_slot(m, op, a);
	succeed(a, RULE_SLOT_OK);
}

static void slot_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct model_vm *vm = VM(m, self_of(m, op));
	struct model_slot *slot = (struct model_slot *)slot_by_id(vm, op->arg[0]);

	if (!done(op, r))
		return;
	for (unsigned int i = 0; i < MODEL_SLOTS && !slot; i++)
		if (!vm->slot[i].used)
			slot = &vm->slot[i];
	*slot = (struct model_slot){ .used = op->arg[3],
				     .id = op->arg[0],
				     .gpa = op->arg[1],
				     .hva = op->arg[2],
				     .bytes = op->arg[3] };
}

static bool holds(uint64_t start, uint64_t bytes, uint64_t addr)
{
	return addr >= start && addr - start < bytes;
}

struct guest_place guest_find(const struct model_vm *vm, uint64_t gpa, uint64_t bytes)
{
	struct model_slot own[2] = { { .bytes = OP_GUEST_BYTES },
				     { .gpa = OP_LIST_GPA, .bytes = OP_LIST_BYTES } };
	const struct model_slot *slot = NULL;
	bool arena = false;

	for (unsigned int i = 0; i < 2; i++)
		if (holds(own[i].gpa, own[i].bytes, gpa))
			slot = &own[i];
	for (unsigned int i = 0; i < MODEL_SLOTS; i++)
		if (vm->slot[i].used && holds(vm->slot[i].gpa, vm->slot[i].bytes, gpa)) {
			slot = &vm->slot[i];
			arena = true;
		}
	if (!slot)
		return (struct guest_place){ 0 };
	return (struct guest_place){ .in_slot = true,
				     .all_in_slot = bytes <= slot->bytes - (gpa - slot->gpa),
				     .arena = arena,
				     .hva = slot->hva + (gpa - slot->gpa) };
}

/* --- enable_hcall: hcall, on --- */

/* What is between the numbers that we know may have a handler or not. */
static bool enable_can(const struct model *m, const struct op *op)
{
	uint64_t number = op->arg[0];

	(void)m;
	return hcall_bit(number) || number & 3 || number > 0xffff;
}

static void enable_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse(a, stranger(m, op), RULE_VM_MM);
	refuse(a, !hcall_bit(op->arg[0]), RULE_HCALL_CAP_NONE);
	refuse(a, op->arg[1] > 1, RULE_HCALL_CAP_BOOL);
	succeed(a, RULE_HCALL_CAP_OK);
}

static void enable_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct model_vm *vm = VM(m, self_of(m, op));
	uint8_t bit = hcall_bit(op->arg[0]);

	if (done(op, r))
		vm->hcalls = op->arg[1] ? vm->hcalls | bit : vm->hcalls & ~bit;
}

/* --- list_set: index, tce --- */

static bool list_can(const struct model *m, const struct op *op)
{
	model_id self = self_of(m, op);

	return self && !stranger(m, op) && op->arg[0] < OP_LIST_TCES;
}

static void list_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	(void)m;
	(void)op;
	succeed(a, RULE_CALL_OK);
}

static void list_take(struct model *m, const struct op *op, const struct op_result *r)
{
	(void)r;
	VM(m, self_of(m, op))->list[op->arg[0]] = op->arg[1];
}

const struct act vm_acts[OP_NR_CODES] = {
	[OP_CREATE_VM] = { create_can, create_predict, create_take },
	[OP_SET_SLOT] = { slot_can, slot_predict, slot_take },
	[OP_ENABLE_HCALL] = { enable_can, enable_predict, enable_take },
	[OP_LIST_SET] = { list_can, list_predict, list_take },
};
