// SPDX-License-Identifier: GPL-2.0-only
/* Operations as somebody would make them who knows what is there. */
#include <linux/vfio.h>

#include "../../guest/papr.h"
#include "generate_parts.h"

#define SPOT_BYTES (1ULL << 20) /* where memory of interest begins: every MiB of the first 16 */
#define SPOTS	   16
#define FIRST_GPA  (256ULL << 20)
#define LIOBN	   0x80000001u
#define LIOBNS	   8
#define SLOTS	   4 /* numbers of memory slots that come again and again */

/* --- arguments by what they mean -------------------------------------------------------- */

static void arg_put_nth(struct op *op, enum arg_class class, uint64_t value, unsigned int nth)
{
	const struct op_desc *desc = op_desc(op->code);

	for (unsigned int i = 0; i < OP_ARGS && desc->arg[i].name; i++)
		if (desc->arg[i].class == class && !nth--) {
			op->arg[i] = value;
			return;
		}
}

void arg_put(struct op *op, enum arg_class class, uint64_t value)
{
	arg_put_nth(op, class, value, 0);
}

static void arg_put_second(struct op *op, enum arg_class class, uint64_t value)
{
	arg_put_nth(op, class, value, 1);
}

uint64_t arg_get(const struct op *op, enum arg_class class)
{
	const struct op_desc *desc = op_desc(op->code);

	for (unsigned int i = 0; i < OP_ARGS && desc->arg[i].name; i++)
		if (desc->arg[i].class == class)
			return op->arg[i];
	return 0;
}

static model_id object(const struct generator *g, const struct op *op, struct op_ref ref)
{
	return model_object(&g->model, op->process, ref);
}

/* A number below @bound that is mostly small, and now and then the last. */
static uint64_t low_or_last(struct generator *g, uint64_t bound)
{
	if (bound < 2)
		return 0;
	if (chance(g, 12))
		return bound - 1;
	return below(g, chance(g, 80) && bound > 16 ? 16 : bound);
}

/* --- memory ------------------------------------------------------------------------------- */

static uint64_t some_bytes(struct generator *g)
{
	static const uint64_t pages[] = { 1, 2, 4, 16, 16, 32, 64, 256 };

	return ONE_OF(g, pages) * host_page(g);
}

static uint64_t some_hva(struct generator *g)
{
	uint64_t hva = below(g, SPOTS) * SPOT_BYTES;

	return chance(g, 25) ? hva + below(g, 32) * host_page(g) : hva;
}

static void good_memory(struct generator *g, struct op *op)
{
	arg_put(op, ARG_HVA, some_hva(g));
	arg_put(op, ARG_BYTES, some_bytes(g));
}

/* Huge pages, or some that the process has, or such and what follows. */
static bool huge_memory(struct generator *g, struct op *op)
{
	const struct model_mm *mm = &g->model.mm[g->model.process[op->process].mm - 1];
	uint64_t size = OP_HUGE_BYTES, nr = 1 + below(g, 2);
	uint64_t n = below(g, 8), more = chance(g, 40) ? OP_HUGE_BYTES : 0, early = 0;

	if (op->code == OP_MMAP_HUGE) {
		more = 0;
	} else if (!mm->huge || chance(g, 25)) {
		return false;
	} else {
		n = (uint64_t)(chance(g, 40) ? __builtin_ctz(mm->huge) :
					       31 - __builtin_clz(mm->huge));
		/* with ordinary pages in front */
		if (n && chance(g, 25))
			early = chance(g, 50) ? size : OP_ARENA_ALIGN;
	}
	arg_put(op, ARG_HVA, n * size - early);
	arg_put(op, ARG_BYTES, nr * size + more + early);
	return true;
}

static void good_unregister(struct generator *g, struct op *op)
{
	const struct model_region *r = pick_region(g);

	arg_put(op, ARG_HVA, r ? r->start : some_hva(g));
	arg_put(op, ARG_BYTES, r ? r->bytes : some_bytes(g));
}

/* One of huge pages, if there is one and it is not too much trouble. */
static const struct model_region *pick_huge_region(struct generator *g)
{
	const struct model_region *r = pick_region(g);

	for (unsigned int tries = 0; tries < 4 && r && !r->huge; tries++)
		r = pick_region(g);
	return r;
}

/* An address of the arena that can be mapped, with @bytes of room behind it if there is any. */
static uint64_t mappable_hva(struct generator *g, uint64_t bytes, uint64_t align)
{
	bool large = align > host_page(g);
	const struct model_region *r = large ? pick_huge_region(g) : pick_region(g);
	uint64_t room;
	if (!r || r->bytes < bytes)
		return some_hva(g) & ~(align - 1);
	room = (r->bytes - bytes) / host_page(g) + 1;
	return (r->start + low_or_last(g, room) * host_page(g)) & ~(align - 1);
}

static void good_map(struct generator *g, struct op *op)
{
	const struct model_window *w = pick_window(g, object(g, op, op->self));
	uint64_t page = w ? 1ULL << w->shift : host_page(g);
	uint64_t pages = w ? w->size_bytes >> w->shift : 1;
	uint64_t count = 1 + (chance(g, 40) ? below(g, page > host_page(g) ? 3 : 16) : 0);
	uint64_t first;

	if (count > pages)
		count = pages;
	first = low_or_last(g, pages - count + 1);
	arg_put(op, ARG_IOVA, (w ? w->start_bytes : 0) + first * page);
	arg_put(op, ARG_BYTES, count * page);
	arg_put(op, ARG_HVA, mappable_hva(g, count * page, page));
	arg_put(op, ARG_PERM, chance(g, 70) ? 3 : 1 + below(g, 2));
}

/* --- windows ------------------------------------------------------------------------------ */

static uint64_t some_shift(struct generator *g)
{
	uint64_t offered = g->model.machine.page_sizes;
	uint64_t shift = g->model.machine.host_page_shift;
	unsigned int seen = 1;

	if (g->model.huge_taken && chance(g, 80) && offered >> OP_HUGE_SHIFT & 1)
		return chance(g, 85) ? OP_HUGE_SHIFT : 16;
	if (chance(g, 70))
		return offered >> 12 & 1 ? 12 : shift;
	for (unsigned int n = 0; n < 64; n++)
		if (offered >> n & 1 && !below(g, ++seen))
			shift = n;
	return shift;
}

static void good_window(struct generator *g, struct op *op)
{
	static const uint64_t pages[] = { 16, 128, 256, 512, 1024, 4096 };
	uint64_t shift = some_shift(g);

	arg_put(op, ARG_SHIFT, shift);
	arg_put(op, ARG_WINDOW, (shift > 20 ? 16 : ONE_OF(g, pages)) << shift);
	arg_put(op, ARG_LEVELS, chance(g, 80) ? 1 : 1 + below(g, g->model.machine.max_levels));
}

static void good_window_start(struct generator *g, struct op *op)
{
	const struct model_window *w = pick_window(g, object(g, op, op->self));

	arg_put(op, ARG_IOVA, w ? w->start_bytes : g->model.machine.default_start);
}

/* --- KVM ---------------------------------------------------------------------------------- */

static uint64_t some_gpa(struct generator *g)
{
	uint64_t gpa = FIRST_GPA + below(g, SPOTS) * SPOT_BYTES;

	return chance(g, 20) ? gpa + below(g, 32) * host_page(g) : gpa;
}

static void good_slot(struct generator *g, struct op *op)
{
	const struct model_slot *s = pick_slot(g, object(g, op, op->self));
	bool large = g->model.huge_taken && chance(g, 75);
	const struct model_region *r = large ? pick_huge_region(g) : pick_region(g);

	good_memory(g, op);
	arg_put(op, ARG_SLOT, OP_FIRST_SLOT + below(g, SLOTS));
	arg_put(op, ARG_GPA, some_gpa(g));
	if (r && chance(g, 75)) {
		arg_put(op, ARG_HVA, r->start);
		arg_put(op, ARG_BYTES, r->bytes);
		if (r->huge)
			arg_put(op, ARG_GPA, arg_get(op, ARG_GPA) & -OP_HUGE_BYTES);
	}
	/* There are more spots than slots: they would hardly ever meet. */
	if (s && chance(g, 10))
		arg_put(op, ARG_GPA, s->gpa);
	if (!s || !chance(g, 25))
		return;
	/* the one that is there goes, or moves */
	arg_put(op, ARG_SLOT, s->id);
	arg_put(op, ARG_HVA, s->hva);
	arg_put(op, ARG_BYTES, chance(g, 50) ? 0 : s->bytes);
}

static void good_table(struct generator *g, struct op *op)
{
	const struct model_window *w = pick_window(g, 0);
	uint64_t shift = w ? w->shift : 12;

	arg_put(op, ARG_LIOBN, LIOBN + below(g, LIOBNS));
	if (w && chance(g, 10) && shift < 16)
		shift = 16;
	arg_put(op, ARG_SHIFT, shift);
	arg_put(op, ARG_PAGES, w ? w->start_bytes >> shift : 0);
	arg_put_second(op, ARG_PAGES, w ? w->size_bytes >> shift : 16);
	if (op->code == OP_CREATE_TABLE32)
		arg_put(op, ARG_WINDOW,
			w && w->size_bytes < 1ULL << 31 ? w->size_bytes : 1ULL << 20);
}

static uint64_t some_tce(struct generator *g, model_id vm, unsigned int shift)
{
	static const uint8_t perms[] = { 3, 3, 3, 3, 3, 3, TCE_PCI_READ, TCE_PCI_WRITE };
	const struct model_slot *s = pick_slot(g, vm);
	uint64_t gpa;

	if (chance(g, 12))
		return 0;
	if (!s)
		return OP_LIST_GPA | TCE_PCI_READ | TCE_PCI_WRITE;
	gpa = s->gpa + low_or_last(g, s->bytes / host_page(g)) * host_page(g);
	return (gpa & -(1ULL << shift)) | ONE_OF(g, perms);
}

static void good_hcall(struct generator *g, struct op *op)
{
	model_id vm = object(g, op, op->self);
	const struct model_table *t = pick_table(g, vm);
	uint64_t size = t && t->size ? t->size : 1;
	uint64_t count = 1 + low_or_last(g, size < OP_LIST_TCES ? size : OP_LIST_TCES);

	if (op->code == OP_H_PUT_TCE || op->code == OP_H_GET_TCE)
		count = 1;
	arg_put(op, ARG_LIOBN, t ? t->liobn : LIOBN);
	arg_put(op, ARG_IOVA, t ? (t->offset + low_or_last(g, size - count + 1)) << t->shift : 0);
	arg_put(op, ARG_COUNT, count);
	arg_put(op, ARG_GPA, OP_LIST_GPA);
	if (op->code == OP_H_PUT_TCE)
		arg_put(op, ARG_TCE, some_tce(g, vm, t ? t->shift : 12));
}

static void good_list(struct generator *g, struct op *op)
{
	model_id vm = object(g, op, op->self);
	const struct model_table *t = pick_table(g, vm);

	arg_put(op, ARG_INDEX, low_or_last(g, OP_LIST_TCES));
	arg_put(op, ARG_TCE, some_tce(g, vm, t ? t->shift : 12));
}

static void good_hcall_number(struct generator *g, struct op *op)
{
	static const uint64_t numbers[] = { H_PUT_TCE, H_PUT_TCE_INDIRECT, H_STUFF_TCE, H_GET_TCE };

	arg_put(op, ARG_HCALL, ONE_OF(g, numbers));
	arg_put(op, ARG_BOOL, chance(g, 75));
}

/* --- the rest ----------------------------------------------------------------------------- */

static uint64_t some_type(struct generator *g)
{
	const struct model_machine *machine = &g->model.machine;
	uint64_t type = g->iommu_type;

	if (!type)
		type = chance(g, 75) ? VFIO_SPAPR_TCE_v2_IOMMU : VFIO_SPAPR_TCE_IOMMU;
	if (type == VFIO_SPAPR_TCE_IOMMU && !machine->has_v1)
		return VFIO_SPAPR_TCE_v2_IOMMU;
	return type == VFIO_SPAPR_TCE_v2_IOMMU && !machine->has_v2 ? VFIO_SPAPR_TCE_IOMMU : type;
}

static uint64_t some_mode(struct generator *g)
{
	const struct model_machine *machine = &g->model.machine;

	return machine->radix && machine->hash ? g->opts->hash : machine->hash;
}

static uint64_t some_limit(struct generator *g)
{
	static const uint64_t low[] = { 0, 1ULL << 16, 1ULL << 18, 1ULL << 20, 16ULL << 20 };

	return chance(g, 60) ? ~0ULL : ONE_OF(g, low);
}

/* One that there is not. */
static void good_attr(struct generator *g, struct op *op)
{
	static const uint64_t groups[] = { 0, 1, 1, 2, 0xffffffff };
	static const uint64_t attrs[] = { 0, 4, 4, 5, 0xffffffff, 1ULL << 32 | 1 };

	arg_put(op, ARG_ATTR, ONE_OF(g, groups));
	arg_put_second(op, ARG_ATTR, ONE_OF(g, attrs));
}

static void good_rest(struct generator *g, struct op *op)
{
	arg_put(op, ARG_TYPE, some_type(g));
	arg_put(op, ARG_EXTENSION, chance(g, 50) ? VFIO_SPAPR_TCE_v2_IOMMU : VFIO_SPAPR_TCE_IOMMU);
	arg_put(op, ARG_MODE, some_mode(g));
	arg_put(op, ARG_ATTR, 1);
	arg_put_second(op, ARG_ATTR, 1 + below(g, 3));
	arg_put(op, ARG_LIMIT, some_limit(g));
	arg_put(op, ARG_BOOL, chance(g, op->code == OP_LIMIT_NOFILE ? 80 : 30));
	arg_put(op, ARG_CHILD, 1 + below(g, OP_PROCESSES - 1));
	arg_put(op, ARG_IOVA, below(g, 16) * host_page(g));
}

static void good_numbers(struct generator *g, struct op *op)
{
	switch (op->code) {
	case OP_MMAP_HUGE:
	case OP_REGISTER_MEMORY:
		if (!huge_memory(g, op))
			good_memory(g, op);
		break;
	case OP_MMAP_MEMORY:
	case OP_MUNMAP_MEMORY:
		good_memory(g, op);
		break;
	case OP_UNREGISTER_MEMORY:
		good_unregister(g, op);
		break;
	case OP_MAP_DMA:
	case OP_UNMAP_DMA:
		good_map(g, op);
		break;
	case OP_CREATE_WINDOW:
		good_window(g, op);
		break;
	case OP_REMOVE_WINDOW:
		good_window_start(g, op);
		break;
	case OP_SET_SLOT:
		good_slot(g, op);
		break;
	case OP_CREATE_TABLE:
	case OP_CREATE_TABLE32:
		good_table(g, op);
		break;
	case OP_ENABLE_HCALL:
		good_hcall_number(g, op);
		break;
	case OP_H_PUT_TCE:
	case OP_H_PUT_TCE_INDIRECT:
	case OP_H_STUFF_TCE:
	case OP_H_GET_TCE:
		good_hcall(g, op);
		break;
	case OP_SET_ATTR:
		good_attr(g, op);
		break;
	case OP_LIST_SET:
		good_list(g, op);
		break;
	default:
		good_rest(g, op);
	}
}

/* What can be closed: any kind of object. */
static struct op_ref some_object(struct generator *g, uint8_t process)
{
	return pick_open(g, process, OP_CONTAINER + below(g, OP_KVM_VFIO - OP_CONTAINER + 1));
}

void good_op(struct generator *g, enum op_code code, struct op *op)
{
	const struct op_desc *desc = op_desc(code);

	*op = (struct op){ .code = (uint8_t)code, .process = pick_process(g) };
	if (code == OP_FORK)
		op->process = 0;
	if (code == OP_CLOSE)
		op->self = some_object(g, op->process);
	else if (desc->self)
		op->self = pick_open(g, op->process, desc->self);
	if (desc->made)
		op->made = pick_free(g, desc->made);
	if (desc->fd)
		op->fd = pick_open(g, op->process, desc->fd);
	if (desc->fd2)
		op->fd2 = pick_open(g, op->process, desc->fd2);
	good_numbers(g, op);
}
