// SPDX-License-Identifier: GPL-2.0-only
/* One entry of a hypercall: what is wrong with it, and what it does to the hardware. */
#include "hcall_parts.h"

bool tie_live(const struct model *m, const struct model_table *t, model_id w)
{
	bool live = false;

	for (unsigned int g = 0; g < OP_GROUPS; g++)
		live |= t->tie[w - 1] & 1u << g && m->group[g].container &&
			m->group[g].container == WINDOW(m, w)->container;
	return live;
}

struct entries hardware_of(const struct model *m, const struct call *c, model_id w, uint64_t entry,
			   uint64_t count)
{
	unsigned int more = c->t->shift - WINDOW(m, w)->shift;

	return (struct entries){
		.hardware = true, .owner = w, .first = entry << more, .count = count << more
	};
}

/* What stands behind one of the guest's pages, one of the hardware's after the other. */
struct backing {
	bool registered, contiguous, shaped;
};

static struct backing backing_of(const struct model *m, model_id mm, const struct call *c,
				 model_id w, uint64_t hva)
{
	unsigned int shift = WINDOW(m, w)->shift;
	uint64_t pages = 1ull << (c->t->shift - shift);
	struct backing b = { true, true, true };

	/* the last one may end where addresses do: a slot begins in front of our memory */
	for (uint64_t n = 0; n < pages; n++) {
		uint64_t at = hva + (n << shift);
		unsigned int region = region_find(m, mm, at, 1ull << shift);

		b.registered &= region != 0;
		b.contiguous &= region && region_contiguous(m, region, at, shift);
		b.shaped &= region && region_shaped(m, region, shift);
	}
	return b;
}

static bool is_v1(const struct model *m, model_id w)
{
	return CONTAINER(m, WINDOW(m, w)->container)->type == IOMMU_V1;
}

static bool is_foreign(const struct model *m, const struct call *c, model_id w)
{
	return CONTAINER(m, WINDOW(m, w)->container)->mm != VM(m, c->vm)->mm;
}

static void refuse_map(const struct model *m, const struct call *c, model_id w,
		       struct guest_place place, const struct entry_rules *rules,
		       struct model_answer *a)
{
	struct backing b = { 0 };
	bool orphan = place.arena &&
		      region_orphan(m, VM(m, c->vm)->mm, place.hva, 1ull << c->t->shift);

	if (place.arena && place.all_in_slot)
		b = backing_of(m, VM(m, c->vm)->mm, c, w, place.hva);
	refuse(a, place.in_slot && !place.all_in_slot, rules->slot_end);
	refuse(a, is_v1(m, w), rules->v1);
	refuse(a, is_foreign(m, c, w), rules->mm);
	refuse(a, !b.registered, orphan ? rules->orphan : rules->memory);
	refuse(a, b.registered && !b.contiguous, rules->page);
	may_refuse(a, b.contiguous && !b.shaped, rules->shape);
}

/* Who mapped an entry must unmap it, when the kernel cannot: user space. */
void refuse_unmap(const struct model *m, const struct call *c, model_id w, uint64_t entry,
		  uint64_t count, const struct entry_rules *rules, struct model_answer *a)
{
	bool mapped = runs_any(m, hardware_of(m, c, w, entry, count));

	refuse(a, mapped && is_v1(m, w), rules->v1);
	refuse(a, mapped && is_foreign(m, c, w), rules->mm);
}

bool left_to_user(const struct model *m, const struct call *c)
{
	bool left = false;

	for (model_id w = 1; w <= MODEL_WINDOWS; w++)
		if (c->t->tie[w - 1] && tie_live(m, c->t, w) &&
		    runs_any(m, hardware_of(m, c, w, c->entry, 1)))
			left |= is_v1(m, w) || is_foreign(m, c, w);
	return left;
}

void refuse_entry(const struct model *m, const struct call *c, uint64_t entry, uint64_t tce,
		  const struct entry_rules *rules, struct model_answer *a)
{
	uint64_t gpa = tce & ~(uint64_t)TCE_ACCESS, page = 1ull << c->t->shift;
	struct guest_place place = guest_find(VM(m, c->vm), gpa, page);
	bool maps = tce & TCE_ACCESS;

	refuse(a, maps && gpa & (page - 1), rules->align);
	refuse(a, maps && !place.in_slot, rules->slot);
	/* Without hardware nobody maps it; what is then said of its end is unspecified. */
	may_refuse(a, maps && place.in_slot && !place.all_in_slot, rules->slot_end);
	for (model_id w = 1; w <= MODEL_WINDOWS; w++) {
		if (!c->t->tie[w - 1])
			continue;
		if (!tie_live(m, c->t, w))
			may_refuse(a, true, rules->gone);
		else if (maps)
			refuse_map(m, c, w, place, rules, a);
		else
			refuse_unmap(m, c, w, entry, 1, rules, a);
	}
}

static void map_hardware(struct model *m, const struct call *c, model_id w, uint64_t entry,
			 uint64_t tce)
{
	unsigned int shift = WINDOW(m, w)->shift;
	struct entries all = hardware_of(m, c, w, entry, 1), one = all;
	struct guest_place place =
		guest_find(VM(m, c->vm), tce & ~(uint64_t)TCE_ACCESS, 1ull << c->t->shift);
	model_id mm = VM(m, c->vm)->mm;

	one.count = 1;
	for (uint64_t n = 0; n < all.count; n++, one.first++) {
		uint64_t hva = place.hva + (n << shift);
		unsigned int region = region_find(m, mm, hva, 1ull << shift);

		if (region)
			runs_set(m, one,
				 (struct model_run){ .value = hva,
						     .age = m->region[region - 1].age,
						     .perm = tce & TCE_ACCESS,
						     .mm = mm,
						     .region = region });
	}
}

/* The answer says nothing of a window that the group has left: a kernel may go on to map there. */
static void name_left_tie(struct model *m, const struct call *c, model_id w, uint64_t tce)
{
	uint64_t page = 1ull << c->t->shift;
	struct guest_place place = guest_find(VM(m, c->vm), tce & ~(uint64_t)TCE_ACCESS, page);
	unsigned int region = region_find(m, VM(m, c->vm)->mm, place.hva, page);

	if (region && place.arena && tce & TCE_ACCESS && WINDOW(m, w)->container)
		m->region[region - 1].left_tie = true;
}

void put_entry(struct model *m, const struct call *c, uint64_t entry, uint64_t tce)
{
	for (model_id w = 1; w <= MODEL_WINDOWS; w++) {
		if (c->t->tie[w - 1] && !tie_live(m, c->t, w))
			name_left_tie(m, c, w, tce);
		if (!c->t->tie[w - 1] || !tie_live(m, c->t, w))
			continue;
		if (tce & TCE_ACCESS)
			map_hardware(m, c, w, entry, tce);
		else
			runs_clear(m, hardware_of(m, c, w, entry, 1));
	}
	runs_set(m, (struct entries){ .owner = c->table, .first = entry, .count = 1 },
		 (struct model_run){ .value = tce });
}
