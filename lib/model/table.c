// SPDX-License-Identifier: GPL-2.0-only
/* KVM's tables. */
#include "parts.h"

#define SHIFT_MIN 12 /* arch/powerpc/include/asm/iommu.h:IOMMU_PAGE_SHIFT_4K */
#define SHIFT_MAX 34 /* IOMMU_PAGE_SHIFT_16G */
/* A table that is refused, and one that would only take the machine's memory. */
#define SIZE_ALWAYS (1ull << 24)
#define SIZE_NEVER  (1ull << 34)

/* About sizeof(struct kvmppc_spapr_tce_table). */
#define HEAD_BYTES 136

/* No document says how much; arch/powerpc/kvm/book3s_64_vio.c:kvmppc_stt_pages(). */
static uint64_t locked_pages(const struct model *m, uint64_t size)
{
	uint64_t up = host_page(m) - 1, entries = host_pages(m, size * 8 + up);

	return entries + host_pages(m, HEAD_BYTES + entries * 8 + up);
}

struct form {
	uint64_t liobn, shift, offset, size, flags;
};

static struct form form_of(const struct op *op)
{
	if (op->code == OP_CREATE_TABLE32)
		return (struct form){ .liobn = op->arg[0], .shift = 12, .size = op->arg[1] >> 12 };
	return (struct form){ op->arg[0], op->arg[1], op->arg[2], op->arg[3], op->arg[4] };
}

model_id table_of(const struct model *m, model_id vm, uint64_t liobn)
{
	for (model_id id = 1; id <= MODEL_TABLES; id++)
		if (TABLE(m, id)->used && TABLE(m, id)->vm == vm && TABLE(m, id)->liobn == liobn)
			return id;
	return 0;
}

bool table_tied(const struct model_table *t)
{
	bool tied = false;

	for (unsigned int w = 0; w < MODEL_WINDOWS; w++)
		tied |= t->tie[w];
	return tied;
}

static bool shift_good(const struct form *f)
{
	return f->shift >= SHIFT_MIN && f->shift <= SHIFT_MAX;
}

/* The end of the table as I/O address: 1 if it is behind 2^64, 0 if it is just there, else -1. */
static int against_top(const struct form *f)
{
	uint64_t all = 1ull << (64 - f->shift), end = f->offset + f->size;

	if (end < f->offset || end > all)
		return 1;
	return end == all ? 0 : -1;
}

static bool can(const struct model *m, const struct op *op)
{
	struct form f = form_of(op);
	bool formed = shift_good(&f) && !f.flags && f.size;

	(void)m;
	if (f.shift > UINT32_MAX || f.flags > UINT32_MAX)
		return false;
	if (op->code == OP_CREATE_TABLE32 && op->arg[1] > UINT32_MAX)
		return false;
	/* A kernel that is wrong about the sum makes what is too large for the machine. */
	return !formed || f.size <= SIZE_ALWAYS || f.size >= SIZE_NEVER;
}

static void refuse_form(const struct form *f, struct model_answer *a)
{
	refuse(a, f->flags, RULE_TABLE_FLAGS);
	refuse(a, !f->size, RULE_TABLE_SIZE);
	refuse(a, !shift_good(f), RULE_TABLE_SHIFT);
	if (!shift_good(f) || !f->size)
		return;
	refuse(a, against_top(f) > 0, RULE_TABLE_END);
	may_refuse(a, !against_top(f), RULE_TABLE_TOP);
}

static void predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	model_id self = self_of(m, op);
	struct form f = form_of(op);

	refuse(a, VM(m, self)->mm != mm_of(m, op), RULE_VM_MM);
	refuse(a, m->process[op->process].no_files, RULE_FD_NONE_LEFT);
	refuse_form(&f, a);
	refuse(a, table_of(m, self, f.liobn),
	       planted(PLANT_TABLE) ? RULE_KVM_VFIO_TWICE2 : RULE_TABLE_LIOBN);
	if (f.size && f.size < SIZE_NEVER)
		refuse(a, !may_lock(m, op->process, locked_pages(m, f.size)), RULE_TABLE_LIMIT);
	refuse(a, f.size >= SIZE_NEVER, RULE_TABLE_LARGE);
	succeed_fd(a, RULE_TABLE_OK);
}

static void take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id id = free_object(m, OP_TABLE), self = self_of(m, op);
	struct form f = form_of(op);

	if (!done(op, r))
		return;
	*TABLE(m, id) = (struct model_table){ .used = true,
					      .vm = self,
					      .shift = f.shift,
					      .liobn = f.liobn,
					      .offset = f.offset,
					      .size = f.size,
					      .locked_pages = locked_pages(m, f.size) };
	VM(m, self)->tables++;
	lock_pages(m, VM(m, self)->mm, TABLE(m, id)->locked_pages);
	fd_install(m, op, id);
}

/* --- mappings of the table --- */

static model_id *mapping(struct model *m, const struct op *op)
{
	return &m->process[op->process].mapped_table[op->self.n];
}

static bool mmap_can(const struct model *m, const struct op *op)
{
	model_id self = self_of(m, op);

	if (self && TABLE(m, self)->size > SIZE_ALWAYS)
		return false;
	return !m->process[op->process].mapped_table[op->self.n];
}

static bool munmap_can(const struct model *m, const struct op *op)
{
	return m->process[op->process].mapped_table[op->self.n];
}

static void mmap_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	refuse(a, op->code == OP_MMAP_TABLE && !self_of(m, op), RULE_FD_CLOSED);
	succeed(a, RULE_MMAP_OK);
}

static void mmap_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (!done(op, r))
		return;
	*mapping(m, op) = self_of(m, op);
	TABLE(m, self_of(m, op))->maps++;
}

static void munmap_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id id = *mapping(m, op);

	(void)r;
	*mapping(m, op) = 0;
	TABLE(m, id)->maps--;
	table_settle(m, id);
}

const struct act table_acts[OP_NR_CODES] = {
	[OP_CREATE_TABLE] = { can, predict, take },
	[OP_CREATE_TABLE32] = { can, predict, take },
	[OP_MMAP_TABLE] = { mmap_can, mmap_predict, mmap_take },
	[OP_MUNMAP_TABLE] = { munmap_can, mmap_predict, munmap_take },
};
