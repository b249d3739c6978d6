// SPDX-License-Identifier: GPL-2.0-only
/* Registered memory. */
#include "parts.h"

static bool region_has(const struct model_region *r, uint64_t hva, uint64_t bytes)
{
	return hva >= r->start && bytes <= r->bytes && hva - r->start <= r->bytes - bytes;
}

unsigned int region_find(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes)
{
	for (unsigned int i = 0; i < MODEL_REGIONS; i++)
		if (m->region[i].used && m->region[i].mm == mm && m->region[i].users &&
		    region_has(&m->region[i], hva, bytes))
			return i + 1;
	return 0;
}

bool region_orphan(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes)
{
	bool orphan = false;

	for (unsigned int i = 0; i < MODEL_REGIONS; i++) {
		const struct model_region *r = &m->region[i];

		orphan |= r->used && !r->users && r->mm == mm && r->start < hva + bytes &&
			  hva < r->start + r->bytes;
	}
	return orphan;
}

void region_settle(struct model *m, struct model_region *r)
{
	if (!r->used || r->users || r->mapped)
		return;
	lock_pages(m, r->mm, -(int64_t)host_pages(m, r->bytes));
	r->used = false;
}

void region_put(struct model *m, struct model_region *r, model_id container)
{
	r->users &= ~(1u << container);
	/* What one operation lets go, the kernel lets go in an order of its own. */
	hazard(m, !r->users && (r->mapped || r->left_in == m->ops), HAZARD_LAST_USER);
	region_settle(m, r);
}

static bool region_overlaps(const struct model *m, model_id mm, uint64_t hva, uint64_t bytes)
{
	bool overlaps = false;

	for (unsigned int i = 0; i < MODEL_REGIONS; i++) {
		const struct model_region *r = &m->region[i];

		overlaps |= r->used && r->mm == mm && r->start < hva + bytes &&
			    hva < r->start + r->bytes;
	}
	return overlaps;
}

static struct model_region *region_exact(const struct model *m, model_id mm, uint64_t hva,
					 uint64_t bytes)
{
	for (unsigned int i = 0; i < MODEL_REGIONS; i++) {
		const struct model_region *r = &m->region[i];

		if (r->used && r->mm == mm && r->start == hva && r->bytes == bytes)
			return (struct model_region *)r;
	}
	return NULL;
}

bool model_overlap_refused(const struct model *m, unsigned int process, unsigned int container,
			   uint64_t hva, uint64_t bytes)
{
	model_id mm = m->process[process].mm;
	model_id id =
		model_object(m, process, (struct op_ref){ .kind = OP_CONTAINER, .n = container });
	const struct model_region *exact = region_exact(m, mm, hva, bytes);

	if (!id || CONTAINER(m, id)->type != IOMMU_V2)
		return false;
	if (exact)
		return exact->users & 1u << id;
	return region_overlaps(m, mm, hva, bytes);
}

bool region_contiguous(const struct model *m, unsigned int region, uint64_t hva, unsigned int shift)
{
	if (shift <= m->machine.host_page_shift || planted(PLANT_HUGE))
		return true;
	return shift <= OP_HUGE_SHIFT && m->region[region - 1].huge & huge_within(hva, 1);
}

bool region_shaped(const struct model *m, unsigned int region, unsigned int shift)
{
	const struct model_region *r = &m->region[region - 1];
	uint32_t all = huge_within(r->start, r->bytes);

	if (shift <= m->machine.host_page_shift || planted(PLANT_HUGE))
		return true;
	return !((r->start | r->bytes) & ((1ull << shift) - 1)) && (r->huge & all) == all;
}

/* The prediction and what comes of it. args: hva, bytes, flags. */

static bool unaligned(const struct model *m, const struct op *op)
{
	return (op->arg[0] | op->arg[1]) & (host_page(m) - 1);
}

/* Around the end of the address space, not only around that of the offsets. */
static bool wraps(const struct op *op)
{
	uint64_t start = OP_ARENA_BASE + op->arg[0];

	return start + op->arg[1] < start;
}

static bool register_can(const struct model *m, const struct op *op)
{
	uint64_t hva = op->arg[0], bytes = op->arg[1];
	bool room = false;

	for (unsigned int i = 0; i < MODEL_REGIONS; i++)
		room |= !m->region[i].used;
	/* What is refused before anybody looks at the memory does no harm. */
	return room &&
	       (((hva | bytes) & 0xfff) || wraps(op) || !bytes || memory_harmless(hva, bytes));
}

static bool wrong_owner(const struct model *m, const struct op *op)
{
	const struct model_container *c = CONTAINER(m, self_of(m, op));

	return c->mm && c->mm != mm_of(m, op);
}

static void register_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	model_id self = self_of(m, op), mm = mm_of(m, op);
	uint64_t hva = op->arg[0], bytes = op->arg[1];
	const struct model_region *exact = region_exact(m, mm, hva, bytes);
	bool shaped = !unaligned(m, op) && !wraps(op) && bytes;

	refuse(a, !CONTAINER(m, self)->type, RULE_CONTAINER_UNSET);
	refuse(a, CONTAINER(m, self)->type == IOMMU_V1, RULE_CONTAINER_TYPE);
	refuse(a, wrong_owner(m, op), RULE_CONTAINER_MM);
	refuse(a, op->arg[2], RULE_REGISTER_FLAGS);
	refuse(a, unaligned(m, op), RULE_REGISTER_ALIGN);
	refuse(a, wraps(op), RULE_REGISTER_WRAP);
	refuse(a, !bytes, RULE_REGISTER_ZERO);
	if (shaped && exact && exact->users & 1u << self)
		refuse(a, true,
		       planted(PLANT_REGISTER) ? RULE_REGISTER_OVERLAP : RULE_REGISTER_TWICE);
	else if (shaped && !exact) {
		refuse(a, region_overlaps(m, mm, hva, bytes), RULE_REGISTER_OVERLAP);
		refuse(a, !memory_there(m, mm, hva, bytes), RULE_REGISTER_HOLE);
		refuse(a, !may_lock(m, op->process, host_pages(m, bytes)), RULE_REGISTER_LIMIT);
	}
	/* Nobody's any more, but mapped still. */
	may_refuse(a, shaped && exact && !exact->users, RULE_REGISTER_OVERLAP);
	succeed(a, RULE_REGISTER_OK);
}

static void region_new(struct model *m, model_id mm, model_id container, const struct op *op)
{
	for (unsigned int i = 0; i < MODEL_REGIONS; i++) {
		struct model_region *r = &m->region[i];

		if (r->used)
			continue;
		*r = (struct model_region){ .used = true,
					    .mm = mm,
					    .users = 1u << container,
					    .start = op->arg[0],
					    .bytes = op->arg[1],
					    .age = ++m->clock,
					    .huge = MM(m, mm)->huge &
						    huge_within(op->arg[0], op->arg[1]) };
		lock_pages(m, mm, host_pages(m, op->arg[1]));
		return;
	}
}

static void register_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id self = self_of(m, op), mm = mm_of(m, op);
	struct model_container *c = CONTAINER(m, self);
	struct model_region *exact = region_exact(m, mm, op->arg[0], op->arg[1]);

	/* The one who tries first is the owner; unspecified. */
	if (c->type == IOMMU_V2 && !c->mm)
		c->mm = mm;
	if (!done(op, r))
		return;
	c->enabled = true;
	if (exact)
		exact->users |= 1u << self;
	else
		region_new(m, mm, self, op);
}

static void unregister_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	model_id self = self_of(m, op);
	const struct model_container *c = CONTAINER(m, self);
	const struct model_region *r = region_exact(m, mm_of(m, op), op->arg[0], op->arg[1]);
	bool known = r && r->users & 1u << self;

	refuse(a, !c->type, RULE_CONTAINER_UNSET);
	refuse(a, c->type == IOMMU_V1, RULE_CONTAINER_TYPE);
	refuse(a, wrong_owner(m, op), RULE_CONTAINER_MM);
	refuse(a, c->type == IOMMU_V2 && !c->mm, RULE_UNREGISTER_EARLY);
	refuse(a, op->arg[2], RULE_UNREGISTER_FLAGS);
	refuse(a, unaligned(m, op), RULE_UNREGISTER_ALIGN);
	refuse(a, !known, RULE_UNREGISTER_NONE);
	refuse(a, known && r->users == 1u << self && r->mapped, RULE_UNREGISTER_BUSY);
	succeed(a, known && r->left_tie ? RULE_UNREGISTER_LEFT_TIE : RULE_UNREGISTER_OK);
}

static void unregister_take(struct model *m, const struct op *op, const struct op_result *r)
{
	if (done(op, r))
		region_put(m, region_exact(m, mm_of(m, op), op->arg[0], op->arg[1]),
			   self_of(m, op));
}

const struct act memory_acts[OP_NR_CODES] = {
	[OP_REGISTER_MEMORY] = { register_can, register_predict, register_take },
	[OP_UNREGISTER_MEMORY] = { NULL, unregister_predict, unregister_take },
};
