// SPDX-License-Identifier: GPL-2.0-only
/* VFIO_IOMMU_MAP_DMA and VFIO_IOMMU_UNMAP_DMA. */
#include "parts.h"

#define PERM_ALL 3 /* VFIO_DMA_MAP_FLAG_READ and _WRITE, which are TCE_PCI_READ and _WRITE */

struct map_args {
	model_id container;
	bool v2;
	uint64_t iova, hva, bytes, flags;
};

static struct map_args map_args(const struct model *m, const struct op *op)
{
	bool map = op->code == OP_MAP_DMA;
	model_id self = self_of(m, op);

	return (struct map_args){
		.container = self,
		.v2 = CONTAINER(m, self)->type == IOMMU_V2,
		.iova = op->arg[0],
		.hva = map ? op->arg[1] : 0,
		.bytes = op->arg[map ? 2 : 1],
		.flags = op->arg[map ? 3 : 2],
	};
}

/* The window, also the default one that this request would make. */
static bool target(const struct model *m, const struct map_args *x, struct model_window *w)
{
	model_id id = window_find(m, x->container, x->iova);
	const struct model_machine *machine = &m->machine;

	if (id) {
		*w = *WINDOW(m, id);
		return true;
	}
	*w = (struct model_window){ .shift = 12,
				    .levels = 1,
				    .start_bytes = machine->default_start,
				    .size_bytes = machine->default_bytes };
	return CONTAINER(m, x->container)->default_pending && x->iova >= w->start_bytes &&
	       x->iova - w->start_bytes < w->size_bytes;
}

static uint64_t page_mask(const struct model_window *w)
{
	return (1ull << w->shift) - 1;
}

static bool past_end(const struct map_args *x, const struct model_window *w)
{
	return x->bytes > w->size_bytes - (x->iova - w->start_bytes);
}

/* Why the owner of a container may be refused before anybody looks at addresses. */
static bool early(const struct model *m, const struct op *op, const struct map_args *x)
{
	const struct model_container *c = CONTAINER(m, x->container);
	uint64_t good = op->code == OP_MAP_DMA ? PERM_ALL : 0;

	return passing_unread(op) || !c->type || (c->mm && c->mm != mm_of(m, op)) || !c->enabled ||
	       x->flags & ~good;
}

/* What stands behind the pages that are to be mapped. */
struct backing {
	bool missing;	     /* the first bad page is not registered; v1: not there */
	bool broken;	     /* it is more than one piece of memory */
	bool misshapen;	     /* before it is a region that is made for smaller pages */
	uint64_t good_pages; /* before the first of all these */
};

static struct backing look_behind(const struct model *m, model_id mm, const struct map_args *x,
				  const struct model_window *w)
{
	uint64_t page = 1ull << w->shift, nr = x->bytes >> w->shift;
	struct backing b = { 0 };

	for (uint64_t n = 0; n < nr && !b.missing && !b.broken; n++) {
		uint64_t hva = x->hva + n * page;
		unsigned int region = x->v2 ? region_find(m, mm, hva, page) : 0;

		b.missing = x->v2 ? !region : !memory_there(m, mm, hva, page);
		b.broken = x->v2 ? region && !region_contiguous(m, region, hva, w->shift) :
				   w->shift > m->machine.host_page_shift;
		b.misshapen |= region && !region_shaped(m, region, w->shift);
		b.good_pages += !b.missing && !b.broken && !b.misshapen;
	}
	return b;
}

static void refuse_memory(const struct model *m, const struct op *op, const struct map_args *x,
			  const struct model_window *w, struct model_answer *a)
{
	struct backing b = look_behind(m, mm_of(m, op), x, w);
	bool orphan = region_orphan(m, mm_of(m, op), x->hva, x->bytes);

	refuse(a, b.broken, RULE_MAP_PAGE);
	refuse(a, b.broken && x->v2, RULE_MAP_PAGE2);
	refuse(a, b.missing && x->v2, orphan ? RULE_MAP_ORPHAN : RULE_MAP_MEMORY);
	refuse(a, b.missing && !x->v2 && !b.broken, RULE_MAP_HOLE);
	may_refuse(a, b.misshapen, RULE_MAP_SHAPE);
}

static void refuse_early(const struct model *m, const struct op *op, const struct map_args *x,
			 struct model_answer *a)
{
	const struct model_container *c = CONTAINER(m, x->container);
	bool map = op->code == OP_MAP_DMA;

	refuse(a, !c->type, RULE_CONTAINER_UNSET);
	refuse(a, c->mm && c->mm != mm_of(m, op), RULE_CONTAINER_MM);
	refuse(a, c->type && !c->enabled, map ? RULE_MAP_DISABLED : RULE_UNMAP_DISABLED);
	refuse(a, c->default_pending && !may_lock(m, op->process, default_table_pages(m)),
	       map ? RULE_MAP_DEFAULT : RULE_UNMAP_DEFAULT);
}

static void map_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	struct map_args x = map_args(m, op);
	struct model_window w;
	bool found = target(m, &x, &w), aligned;

	refuse_early(m, op, &x, a);
	refuse(a, x.flags & ~(uint64_t)PERM_ALL, RULE_MAP_FLAGS);
	refuse(a, !(x.flags & PERM_ALL), RULE_MAP_NO_ACCESS);
	refuse(a, !found, planted(PLANT_MAP) ? RULE_MAP_END : RULE_MAP_WINDOW);
	if (found) {
		aligned = !((x.iova | x.hva | x.bytes) & page_mask(&w));
		refuse(a, (x.hva | x.bytes) & page_mask(&w), RULE_MAP_SIZE);
		refuse(a, x.iova & page_mask(&w), RULE_MAP_IOVA);
		refuse(a, past_end(&x, &w), RULE_MAP_END);
		may_refuse(a, !x.bytes, RULE_MAP_ZERO);
		if (aligned && !a->nr_sure)
			refuse_memory(m, op, &x, &w, a);
	}
	succeed(a, RULE_MAP_OK);
}

static void map_entries(struct model *m, model_id mm, const struct map_args *x, model_id id)
{
	unsigned int shift = WINDOW(m, id)->shift;
	uint64_t nr = x->bytes >> shift, n = 0, some;

	for (; n < nr; n += some) {
		uint64_t hva = x->hva + (n << shift);
		unsigned int region = x->v2 ? region_find(m, mm, hva, 1ull << shift) : 0;
		const struct model_region *r = region ? &m->region[region - 1] : NULL;
		struct model_run run = {
			.value = hva, .perm = x->flags, .mm = mm, .region = region
		};

		some = r ? (r->start + r->bytes - hva) >> shift : 1;
		if (some > nr - n)
			some = nr - n;
		run.age = r ? r->age : memory_age(m, mm, hva, 1ull << shift);
		runs_set(m,
			 (struct entries){ .hardware = true,
					   .owner = id,
					   .first = (x->iova >> shift) + n,
					   .count = some },
			 run);
	}
}

/* What was mapped up to the page that could not be is unmapped, and with it what was there before:
 * unspecified.
 */
static void map_failed(struct model *m, const struct op *op, const struct map_args *x, model_id id)
{
	const struct model_window *w = WINDOW(m, id);

	if ((x->iova | x->hva | x->bytes) & page_mask(w) || past_end(x, w) || !x->flags)
		return;
	runs_clear(m, (struct entries){ .hardware = true,
					.owner = id,
					.first = x->iova >> w->shift,
					.count = look_behind(m, mm_of(m, op), x, w).good_pages });
}

static void map_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct map_args x = map_args(m, op);
	model_id id;

	if (early(m, op, &x) || !default_window_take(m, op->process, x.container))
		return;
	id = window_find(m, x.container, x.iova);
	if (done(op, r))
		map_entries(m, mm_of(m, op), &x, id);
	else if (id)
		map_failed(m, op, &x, id);
}

static void unmap_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	struct map_args x = map_args(m, op);
	struct model_window w;
	bool found = target(m, &x, &w);

	refuse_early(m, op, &x, a);
	refuse(a, x.flags, RULE_UNMAP_FLAGS);
	refuse(a, !found, RULE_UNMAP_WINDOW);
	if (found) {
		refuse(a, x.bytes & page_mask(&w), RULE_UNMAP_SIZE);
		refuse(a, x.iova & page_mask(&w), RULE_UNMAP_IOVA);
		refuse(a, past_end(&x, &w), RULE_UNMAP_END);
		may_refuse(a, !x.bytes, RULE_UNMAP_ZERO);
	}
	succeed(a, RULE_UNMAP_OK);
}

static void unmap_take(struct model *m, const struct op *op, const struct op_result *r)
{
	struct map_args x = map_args(m, op);
	model_id id;

	if (early(m, op, &x) || !default_window_take(m, op->process, x.container))
		return;
	id = window_find(m, x.container, x.iova);
	if (done(op, r))
		runs_clear(m, (struct entries){ .hardware = true,
						.owner = id,
						.first = x.iova >> WINDOW(m, id)->shift,
						.count = x.bytes >> WINDOW(m, id)->shift });
}

/*
 * A kernel that looks at a range's first page only goes on behind the end of the table
 * (map-dma-past-end), and damages the memory there: only where that table has room to spare.
 */
static bool harmless_end(const struct model *m, const struct map_args *x,
			 const struct model_window *w)
{
	uint64_t room = window_room_entries(m, w) << w->shift;

	return !past_end(x, w) || (x->iova | x->bytes | x->hva) & page_mask(w) ||
	       x->bytes <= room - (x->iova - w->start_bytes);
}

static bool can(const struct model *m, const struct op *op)
{
	struct map_args x = map_args(m, op);
	struct model_window w;

	if (m->nr_runs > MODEL_RUNS / 2 || x.flags > UINT32_MAX)
		return false;
	if (early(m, op, &x) || !target(m, &x, &w))
		return true;
	if (op->code == OP_MAP_DMA && !memory_harmless(x.hva, x.bytes))
		return (x.hva | x.bytes) & page_mask(&w);
	/* The other type of container pins each page. */
	return harmless_end(m, &x, &w) && (x.v2 || op->code != OP_MAP_DMA || x.bytes <= 1 << 20);
}

const struct act map_acts[OP_NR_CODES] = {
	[OP_MAP_DMA] = { can, map_predict, map_take },
	[OP_UNMAP_DMA] = { can, unmap_predict, unmap_take },
};
