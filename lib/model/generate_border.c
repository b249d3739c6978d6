// SPDX-License-Identifier: GPL-2.0-only
/* Where kernels break: borders, sums that wrap, what is not aligned, the wrong thing altogether. */

#include "../../guest/papr.h"
#include "generate_parts.h"

#define TOP (1ULL << 63)

/* --- numbers ------------------------------------------------------------------------------ */

/* Near @value, or at an end of all numbers. */
static uint64_t near(struct generator *g, uint64_t value, uint64_t unit)
{
	switch (below(g, 12)) {
	case 0:
		return 0;
	case 1:
		return value + 1;
	case 2:
		return value - 1;
	case 3:
	case 4:
		return value + unit;
	case 5:
		return value - unit;
	case 6:
		return value + unit / 2;
	case 7:
		return -unit;
	case 8:
		return TOP + value;
	case 9:
		return value + (1ULL << 32);
	case 10:
		return ~0ULL;
	default:
		return value * 2;
	}
}

/* What makes a range of memory end at the end of all numbers or past that of a window. */
static uint64_t border_bytes(struct generator *g, const struct op *op, uint64_t value)
{
	const struct model_window *w = pick_window(g, 0);
	uint64_t iova = arg_get(op, ARG_IOVA);

	if (w && iova && chance(g, 40))
		return w->start_bytes + w->size_bytes - iova + (below(g, 3) << w->shift);
	if (chance(g, 30))
		return -(iova ? iova : arg_get(op, ARG_HVA)) - (chance(g, 50) ? host_page(g) : 0);
	return near(g, value, host_page(g));
}

static uint64_t border_window(struct generator *g, const struct op *op, uint64_t value)
{
	static const uint64_t sizes[] = { 0, 1ULL << 31, 1ULL << 32, 1ULL << 36, 1ULL << 40, TOP };

	if (chance(g, 30))
		return ONE_OF(g, sizes);
	return near(g, value, chance(g, 50) ? value : 1ULL << (arg_get(op, ARG_SHIFT) & 63));
}

static uint64_t border_shift(struct generator *g, uint64_t value)
{
	static const uint64_t shifts[] = { 0,	1,   10,  11,  13,	   15,	      16, 20,
					   21,	24,  25,  29,  30,	   31,	      32, 33,
					   34,	35,  51,  52,  63,	   64,	      65, 96,
					   127, 128, 255, 256, 0x80000000, 0xffffffff };

	return chance(g, 30) ? value + 1 - 2 * below(g, 2) : ONE_OF(g, shifts);
}

static uint64_t border_levels(struct generator *g)
{
	static const uint64_t levels[] = { 0, 2, 3, 4, 5, 6, 7, 255, 0x80000000, 0xffffffff };

	return ONE_OF(g, levels);
}

/* From one page of memory to the next: of the host, or of a window that wants huge ones. */
static uint64_t page_step(struct generator *g)
{
	return g->model.huge_taken && chance(g, 60) ? OP_HUGE_BYTES : host_page(g);
}

/* One of the pages for large windows that begin in a range, or the next: good or not. */
static uint64_t some_large_page(struct generator *g, uint64_t start, uint64_t bytes)
{
	return (start & -OP_HUGE_BYTES) + below(g, bytes / OP_HUGE_BYTES + 1) * OP_HUGE_BYTES;
}

void put_large_page(struct generator *g, struct op *op)
{
	const struct model_region *r = pick_region(g);
	const struct model_slot *s = pick_slot(g, 0);

	if (op->code == OP_MAP_DMA && r)
		arg_put(op, ARG_HVA, some_large_page(g, r->start, r->bytes));
	else if (s)
		arg_put(op, ARG_TCE, some_large_page(g, s->gpa, s->bytes) | 3);
}

/* A TCE whose low bits mean nothing, without access, or that points where nothing is. */
static uint64_t border_tce(struct generator *g, uint64_t value)
{
	static const uint64_t places[] = { 0, 3, OP_LIST_GPA | 3, 1ULL << 46 | 3, TOP | 3, ~0ULL };

	switch (below(g, 8)) {
	case 0:
		return value | 4;
	case 1:
		return value | 0x800;
	case 2:
		return value & ~3ULL;
	case 3:
		return value + page_step(g);
	case 4:
		return value - page_step(g);
	case 5:
		return value ^ 0xff8;
	default:
		return ONE_OF(g, places);
	}
}

/* As many entries as there are from the first one to the end of the table, and a few more. */
static uint64_t count_past_end(struct generator *g, const struct op *op)
{
	const struct model_table *t = pick_table(g, model_object(&g->model, op->process, op->self));

	if (!t || t->shift > 63)
		return 1;
	return t->offset + t->size - (arg_get(op, ARG_IOVA) >> t->shift) + below(g, 3);
}

static uint64_t border_count(struct generator *g, const struct op *op, uint64_t value)
{
	static const uint64_t counts[] = { 0,	1,	    2,		256,   511,
					   512, 513,	    514,	1024,  0x10000,
					   TOP, 1ULL << 52, 1ULL << 61, ~0ULL, -512ULL };

	if (chance(g, 40))
		return count_past_end(g, op);
	return chance(g, 20) ? value + 1 + below(g, 4) : ONE_OF(g, counts);
}

static uint64_t border_pages(struct generator *g, uint64_t value)
{
	static const uint64_t pages[] = { 0, 1, 511, 512, 513, 1ULL << 51, 1ULL << 52, TOP, ~0ULL };

	switch (below(g, 6)) {
	case 0:
		return value + 1;
	case 1:
		return value - 1;
	case 2:
		return value / 2;
	case 3:
		return value * 2;
	default:
		return ONE_OF(g, pages);
	}
}

/* Few numbers, of which most are wrong. */
static uint64_t border_word(struct generator *g, enum arg_class class, uint64_t value)
{
	static const uint64_t flags[] = { 1, 2, 3, 4, 8, 0x10, 0x80000000, 0xffffffff };
	static const uint64_t types[] = { 0, 1, 2, 3, 5, 7, 8, 99, 0xffffffff };
	static const uint64_t hcalls[] = { 0,	  H_PUT_TCE, H_STUFF_TCE, 4,	   0x1c + 1,
					   0x3f8, 0x440,     0x10000,	  TOP | 4, ~0ULL };
	static const uint64_t attrs[] = { 0, 1, 2, 3, 4, 0xffffffff };
	static const uint64_t slots[] = { 5, 9, 31, 32, 0x7fff, 0x10002, 0xffffffff };

	switch (class) {
	case ARG_FLAGS:
	case ARG_PERM:
		return value ^ ONE_OF(g, flags);
	case ARG_TYPE:
	case ARG_EXTENSION:
		return ONE_OF(g, types);
	case ARG_HCALL:
		return ONE_OF(g, hcalls);
	case ARG_ATTR:
		return ONE_OF(g, attrs);
	case ARG_SLOT:
		return ONE_OF(g, slots);
	case ARG_BOOL:
		return chance(g, 80) ? !value : 2;
	case ARG_MODE:
		return !value;
	case ARG_WHOSE:
		return 1 + below(g, OP_NR_WHOSE - 1);
	case ARG_PASSING:
		return 1 + below(g, OP_NR_PASSINGS - 1);
	default:
		return value;
	}
}

static uint64_t border_liobn(struct generator *g, uint64_t value)
{
	static const uint64_t liobns[] = { 0, 1, 0xffffffff, 1ULL << 32, ~0ULL };

	return chance(g, 40) ? value + (1ULL << 32) : ONE_OF(g, liobns);
}

static uint64_t border(struct generator *g, const struct op *op, enum arg_class class,
		       uint64_t value)
{
	const struct model_window *w = pick_window(g, 0);

	switch (class) {
	case ARG_HVA:
	case ARG_GPA:
		return near(g, value, chance(g, 50) ? arg_get(op, ARG_BYTES) : page_step(g));
	case ARG_BYTES:
		return border_bytes(g, op, value);
	case ARG_IOVA:
		/* around the end of a window is where most is to be found */
		if (w && chance(g, 50))
			value = w->start_bytes + w->size_bytes - (chance(g, 50) ? host_page(g) : 0);
		return near(g, value, w ? 1ULL << w->shift : host_page(g));
	case ARG_WINDOW:
		return border_window(g, op, value);
	case ARG_SHIFT:
		return border_shift(g, value);
	case ARG_LEVELS:
		return border_levels(g);
	case ARG_LIOBN:
		return border_liobn(g, value);
	case ARG_TCE:
		return border_tce(g, value);
	case ARG_PAGES:
		return border_pages(g, value);
	case ARG_COUNT:
		return border_count(g, op, value);
	case ARG_LIMIT:
		return chance(g, 50) ? 0 :
				       model_locked_pages(&g->model, op->process) * host_page(g);
	default:
		return border_word(g, class, value);
	}
}

/* --- the operation ------------------------------------------------------------------------ */

static bool spoil_number(struct generator *g, struct op *op)
{
	unsigned int nr = op_nr_args(op->code), i;

	if (!nr)
		return false;
	i = (unsigned int)below(g, nr);
	op->arg[i] = border(g, op, op_desc(op->code)->arg[i].class, op->arg[i]);
	return true;
}

static bool spoil_fd(struct generator *g, struct op *op)
{
	const struct op_desc *desc = op_desc(op->code);
	struct op_ref *refs[3];
	unsigned int nr = 0;

	if (desc->self && !desc->fixed)
		refs[nr++] = &op->self;
	if (desc->fd)
		refs[nr++] = &op->fd;
	if (desc->fd2)
		refs[nr++] = &op->fd2;
	if (!nr)
		return false;
	nr = (unsigned int)below(g, nr);
	/* files of devices are taken, too, where groups are, or once were */
	*refs[nr] = refs[nr] != &op->self && refs[nr]->kind == OP_GROUP && chance(g, 50) ?
			    pick_open(g, op->process, OP_DEVICE) :
			    pick_wrong(g, refs[nr]->kind);
	return true;
}

static void spoil_process(struct generator *g, struct op *op)
{
	uint8_t other = (uint8_t)below(g, OP_PROCESSES);

	if (g->model.process[other].alive)
		op->process = other;
}

void spoil(struct generator *g, struct op *op)
{
	unsigned int times = chance(g, 20) ? 2 : 1;

	while (times--) {
		if (chance(g, 8))
			spoil_process(g, op);
		else if ((chance(g, 82) || !spoil_fd(g, op)) && !spoil_number(g, op))
			spoil_fd(g, op);
	}
}
