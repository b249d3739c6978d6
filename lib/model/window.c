// SPDX-License-Identifier: GPL-2.0-only
/* Windows of a container: their making and their end, and what a table counts as locked memory. */
#include "parts.h"

#define ENTRY_SHIFT 3 /* a TCE has 8 bytes */

static uint64_t window_entries(const struct model_window *w)
{
	return w->size_bytes >> w->shift;
}

model_id window_find(const struct model *m, model_id container, uint64_t iova)
{
	for (model_id id = 1; id <= MODEL_WINDOWS; id++) {
		const struct model_window *w = WINDOW(m, id);

		if (w->used && w->container == container && iova >= w->start_bytes &&
		    iova - w->start_bytes < w->size_bytes)
			return id;
	}
	return 0;
}

/* That of this place; 0: none. */
static model_id window_at(const struct model *m, model_id container, unsigned int num)
{
	for (model_id id = 1; id <= MODEL_WINDOWS; id++)
		if (WINDOW(m, id)->used && WINDOW(m, id)->container == container &&
		    WINDOW(m, id)->num == num)
			return id;
	return 0;
}

static unsigned int larger(unsigned int a, unsigned int b)
{
	return a > b ? a : b;
}

static unsigned int log2_of(uint64_t n)
{
	return 63 - __builtin_clzll(n);
}

/* Of one level of a table of so many, in bytes as a shift. */
static unsigned int level_shift(const struct model *m, unsigned int entries_shift,
				unsigned int levels)
{
	return larger((entries_shift + levels - 1) / levels + ENTRY_SHIFT,
		      m->machine.host_page_shift);
}

/* With one level there is none behind the end; with more, as many as the levels can index. */
uint64_t window_room_entries(const struct model *m, const struct model_window *w)
{
	unsigned int index_bits;

	if (w->levels < 2)
		return window_entries(w);
	index_bits = level_shift(m, log2_of(window_entries(w)), w->levels) - ENTRY_SHIFT;
	index_bits *= w->levels;
	return 1ull << (index_bits + w->shift > 63 ? 63u - w->shift : index_bits);
}

/*
 * Locked pages of a table of that form. No document says how much of it counts, only that it does
 * and that it is given back. This is arch/powerpc/platforms/powernv/pci-ioda.c:
 * pnv_pci_ioda2_get_table_size(): the table and a copy with user space's addresses.
 */
static uint64_t window_table_pages(const struct model *m, unsigned int shift, uint64_t bytes,
				   unsigned int levels)
{
	unsigned int entries_shift = log2_of(bytes) - shift;
	uint64_t level = 1ull << level_shift(m, entries_shift, levels);
	uint64_t table = 1ull << larger(entries_shift + ENTRY_SHIFT, 12), sum = 0;

	for (; levels; levels--) {
		sum += (table + level - 1) & -level;
		table = table / level << ENTRY_SHIFT;
		if (table < level)
			table = level;
	}
	return host_pages(m, 2 * sum);
}

uint64_t default_table_pages(const struct model *m)
{
	return window_table_pages(m, 12, m->machine.default_bytes, 1);
}

/* The hardware's table has at least as many entries as a host page holds. */
static uint64_t rounded_bytes(const struct model *m, unsigned int shift, uint64_t bytes)
{
	uint64_t least = host_page(m) >> ENTRY_SHIFT << shift;

	return bytes < least ? least : bytes;
}

static model_id free_window(const struct model *m)
{
	for (model_id id = 1; id <= MODEL_WINDOWS; id++)
		if (!WINDOW(m, id)->used)
			return id;
	return 0;
}

static unsigned int free_num(const struct model *m, model_id container)
{
	unsigned int num = 0;

	while (num < m->machine.max_windows && window_at(m, container, num))
		num++;
	return num;
}

static void window_new(struct model *m, model_id container, unsigned int shift, uint64_t bytes,
		       unsigned int levels)
{
	unsigned int num = free_num(m, container);
	model_id id = free_window(m);

	if (!id) {
		m->lost = true;
		return;
	}
	*WINDOW(m, id) = (struct model_window){
		.used = true,
		.container = container,
		.shift = shift,
		.levels = levels,
		.num = num,
		.start_bytes = m->machine.window_starts[num & 1],
		.size_bytes = rounded_bytes(m, shift, bytes),
		.table_pages = window_table_pages(m, shift, bytes, levels),
	};
	lock_pages(m, CONTAINER(m, container)->mm, WINDOW(m, id)->table_pages);
}

bool default_window_take(struct model *m, unsigned int process, model_id container)
{
	struct model_container *c = CONTAINER(m, container);

	if (!c->default_pending)
		return true;
	if (free_num(m, container) >= m->machine.max_windows)
		return false;
	if (!may_lock(m, process, default_table_pages(m)))
		return false;
	window_new(m, container, 12, m->machine.default_bytes, 1);
	c->default_pending = false;
	return true;
}

void window_settle(struct model *m, model_id id)
{
	struct model_window *w = WINDOW(m, id);

	if (!w->used || w->container)
		return;
	for (unsigned int t = 0; t < MODEL_TABLES; t++)
		if (m->table[t].used && m->table[t].tie[id - 1])
			return;
	w->used = false;
}

/* Memory that this window maps, and that others have registered, may be let go with it. */
static void note_others_memory(struct model *m, model_id w)
{
	for (uint32_t i = 0; i < m->nr_runs; i++) {
		const struct model_run *run = &m->run[i];
		struct model_region *r;

		if (!run->hardware || run->owner != w || !run->region)
			continue;
		r = &m->region[run->region - 1];
		if (!(r->users & 1u << WINDOW(m, w)->container))
			r->left_in = m->ops;
	}
}

/* The window is no longer the container's; KVM's tables may still be tied to it. */
static void window_drop(struct model *m, model_id id)
{
	struct model_window *w = WINDOW(m, id);

	hazard_stale_ties(m, id, UINT8_MAX);
	note_others_memory(m, id);
	runs_clear(m, (struct entries){ .hardware = true, .owner = id, .count = UINT64_MAX });
	lock_pages(m, CONTAINER(m, w->container)->mm, -(int64_t)w->table_pages);
	w->container = 0;
	window_settle(m, id);
}

void container_reset(struct model *m, model_id id)
{
	struct model_container *c = CONTAINER(m, id);

	for (model_id w = 1; w <= MODEL_WINDOWS; w++)
		if (WINDOW(m, w)->used && WINDOW(m, w)->container == id)
			window_drop(m, w);
	for (unsigned int i = 0; i < MODEL_REGIONS; i++)
		if (m->region[i].used && m->region[i].users & 1u << id)
			region_put(m, &m->region[i], id);
	if (c->mm)
		lock_pages(m, c->mm, -(int64_t)c->enabled_pages);
	*c = (struct model_container){ .used = true, .fds = c->fds };
}

/* --- operations --- */

static bool offered(const struct model *m, uint64_t shift)
{
	return shift < 64 && m->machine.page_sizes & 1ull << shift;
}

static bool power_of_two(uint64_t n)
{
	return n && !(n & (n - 1));
}

/* A table of this form can be thought of: its size is worth a question. */
static bool formed(const struct model *m, const struct op *op)
{
	return offered(m, op->arg[0]) && power_of_two(op->arg[1]) && op->arg[1] >> op->arg[0] &&
	       op->arg[2] && op->arg[2] <= m->machine.max_levels;
}

#define LARGE_PAGES(m)	   host_pages(m, 64ull << 20)
#define TOO_LARGE_PAGES(m) host_pages(m, 1ull << 37)

static uint64_t table_pages_of(const struct model *m, const struct op *op)
{
	return window_table_pages(m, op->arg[0], op->arg[1], op->arg[2]);
}

/* shift, bytes and levels have 32, 64 and 32 bits in the request. */
static bool create_can(const struct model *m, const struct op *op)
{
	uint64_t pages = formed(m, op) ? table_pages_of(m, op) : 0;
	unsigned int room = 0;

	for (unsigned int i = 0; i < MODEL_WINDOWS; i++)
		room += !m->window[i].used;
	return room >= 2 && op->arg[0] <= UINT32_MAX && op->arg[2] <= UINT32_MAX &&
	       op->arg[3] <= UINT32_MAX && (pages <= LARGE_PAGES(m) || pages >= TOO_LARGE_PAGES(m));
}

/* The hardware's index has 55 bits; how many levels that leaves is not documented. */
static bool index_wide(const struct model *m, const struct op *op)
{
	unsigned int entries_shift = log2_of(op->arg[1]) - op->arg[0];
	unsigned int level = level_shift(m, entries_shift, op->arg[2]) - ENTRY_SHIFT;

	return level * op->arg[2] + op->arg[0] >= 55;
}

static void refuse_common(const struct model *m, const struct op *op, struct model_answer *a)
{
	const struct model_container *c = CONTAINER(m, self_of(m, op));

	refuse(a, !c->type, RULE_CONTAINER_UNSET);
	refuse(a, c->type == IOMMU_V1, RULE_CONTAINER_TYPE);
	refuse(a, c->mm && c->mm != mm_of(m, op), RULE_CONTAINER_MM);
}

static void refuse_size(const struct model *m, const struct op *op, struct model_answer *a)
{
	model_id self = self_of(m, op);
	bool pending = CONTAINER(m, self)->default_pending;
	uint64_t first = pending ? default_table_pages(m) : 0, pages = table_pages_of(m, op);

	refuse(a, !may_lock(m, op->process, first + pages), RULE_WINDOW_LIMIT);
	may_refuse(a, index_wide(m, op), RULE_WINDOW_INDEX);
	refuse(a, pages >= TOO_LARGE_PAGES(m), RULE_WINDOW_LARGE);
	may_refuse(a, pages > host_pages(m, 8ull << 20), RULE_WINDOW_LARGE);
}

static void create_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	model_id self = self_of(m, op);
	unsigned int num;
	bool pending;

	refuse_common(m, op, a);
	if (CONTAINER(m, self)->type != IOMMU_V2)
		return;
	pending = CONTAINER(m, self)->default_pending;
	num = free_num(m, self) + pending;
	refuse(a, op->arg[3], RULE_WINDOW_FLAGS);
	/* the default window is made first, whatever the other one is like */
	refuse(a, pending && !may_lock(m, op->process, default_table_pages(m)), RULE_WINDOW_LIMIT);
	refuse(a, num >= m->machine.max_windows, RULE_WINDOW_SPACE);
	refuse(a, !offered(m, op->arg[0]), RULE_WINDOW_SHIFT);
	refuse(a, !power_of_two(op->arg[1]), RULE_WINDOW_SIZE);
	refuse(a, offered(m, op->arg[0]) && !(op->arg[1] >> op->arg[0]), RULE_WINDOW_SIZE);
	refuse(a, !op->arg[2] || op->arg[2] > m->machine.max_levels, RULE_WINDOW_LEVELS);
	if (formed(m, op))
		refuse_size(m, op, a);
	succeed_out(a, RULE_WINDOW_OK, m->machine.window_starts[num & 1]);
}

static void bind(struct model *m, const struct op *op)
{
	struct model_container *c = CONTAINER(m, self_of(m, op));

	if (c->type == IOMMU_V2 && !c->mm)
		c->mm = mm_of(m, op);
}

static void create_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id self = self_of(m, op);
	const struct model_container *c = CONTAINER(m, self);

	bind(m, op);
	/* The default window comes first, and stays if the other one cannot be had. */
	if (c->type != IOMMU_V2 || c->mm != mm_of(m, op) || op->arg[3] || passing_unread(op))
		return;
	if (default_window_take(m, op->process, self) && done(op, r))
		window_new(m, self, op->arg[0], op->arg[1], op->arg[2]);
}

static bool remove_can(const struct model *m, const struct op *op)
{
	(void)m;
	return op->arg[1] <= UINT32_MAX;
}

static void remove_predict(const struct model *m, const struct op *op, struct model_answer *a)
{
	model_id self = self_of(m, op), id = window_find(m, self, op->arg[0]);
	const struct model_container *c = CONTAINER(m, self);
	bool pending = c->default_pending && op->arg[0] == m->machine.default_start;

	refuse_common(m, op, a);
	refuse(a, op->arg[1], RULE_REMOVE_FLAGS);
	refuse(a, c->type == IOMMU_V2 && !pending && !id,
	       planted(PLANT_WINDOW) ? RULE_MAP_WINDOW : RULE_REMOVE_NONE);
	may_refuse(a, id && WINDOW(m, id)->start_bytes != op->arg[0], RULE_REMOVE_INSIDE);
	succeed(a, RULE_REMOVE_OK);
}

static void remove_take(struct model *m, const struct op *op, const struct op_result *r)
{
	model_id self = self_of(m, op), id = window_find(m, self, op->arg[0]);
	struct model_container *c = CONTAINER(m, self);

	bind(m, op);
	if (!done(op, r))
		return;
	if (c->default_pending && op->arg[0] == m->machine.default_start)
		c->default_pending = false;
	else if (id)
		window_drop(m, id);
}

const struct act window_acts[OP_NR_CODES] = {
	[OP_CREATE_WINDOW] = { create_can, create_predict, create_take },
	[OP_REMOVE_WINDOW] = { remove_can, remove_predict, remove_take },
};
