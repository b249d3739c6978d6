// SPDX-License-Identifier: GPL-2.0-only
/* TCEs that are the first of their page: that is allocated on the way. */
#include <sys/mman.h>
#include <unistd.h>

#include "faulty.h"

#define CALL_LEGAL                                   \
	{                                            \
		ANSWER_BOUNCED, ANSWER_H(H_RESOURCE) \
	}

/* --- the table as user space sees it --- */

/* Of the test's own process, which has one table. */
static volatile const uint64_t *mapped = MAP_FAILED;

static int map_table(struct scene *s)
{
	mapped = mmap(NULL, (size_t)getpagesize(), PROT_READ, MAP_SHARED, s->rig.table_fd, 0);
	return mapped == MAP_FAILED ? -errno : 0;
}

static void unmap_table(struct scene *s, unsigned int side, int answer)
{
	(void)s;
	(void)side;
	(void)answer;
	if (mapped != MAP_FAILED)
		munmap((void *)mapped, (size_t)getpagesize());
	mapped = MAP_FAILED;
}

static int run_table_mmap(struct scene *s, unsigned int side)
{
	(void)side;
	return map_table(s);
}

FAULT_OP(table_mmap, .name = "table_mmap", .what = "mmap of the TCE table", .on = ON_TABLE,
	 .needs = 1u << FACT_TABLE, .run = run_table_mmap, .after = unmap_table);

/* Out of memory, the access is tried again: mm/oom_kill.c:pagefault_out_of_memory() */
static int run_table_touch(struct scene *s, unsigned int side)
{
	(void)s;
	(void)side;
	return *mapped ? -EIO : 0;
}

FAULT_OP(table_touch, .name = "table_touch", .what = "first read of the mapped TCE table",
	 .on = ON_TABLE, .needs = 1u << FACT_TABLE, .run = run_table_touch, .after = unmap_table);

FAULT_LAW(table_touch, .op = "table_touch", .never_refuses = true, .fresh = 1u << FACT_TABLE,
	  .prepare = map_table);

/* --- hypercalls, one each --- */

static uint64_t a_tce(const struct scene *s)
{
	return rig_gpa(&s->rig, 0) | TCE_PCI_READ | TCE_PCI_WRITE;
}

static int answer_of(int ret, const struct hcall_result *res)
{
	if (ret)
		return ret;
	if (res->bounced)
		return ANSWER_BOUNCED;
	return res->ret == H_SUCCESS ? 0 : ANSWER_H(res->ret);
}

static int call(struct scene *s, uint64_t nr, const uint64_t *args, unsigned int nr_args)
{
	struct hcall_result res = { 0 };
	int ret = guest_hcall_try(&s->rig.cpu[0], nr, args, nr_args, &res);

	return answer_of(ret, &res);
}

static bool table_says(struct scene *s, uint64_t tce)
{
	return guest_get_tce(&s->rig.cpu[0], s->rig.liobn, rig_ioba(&s->rig, 0)).out[0] == tce;
}

static bool table_has_tce(struct scene *s)
{
	return table_says(s, a_tce(s));
}

/* What was mapped is unmapped: nothing refers to the memory any more. */
static void clear_tces(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	(void)answer;
	guest_stuff_tce(&s->rig.cpu[0], s->rig.liobn, rig_ioba(&s->rig, 0), 0, SCENE_LIST_TCES);
}

static int run_first_put(struct scene *s, unsigned int side)
{
	const uint64_t args[] = { s->rig.liobn, rig_ioba(&s->rig, 0), a_tce(s) };

	(void)side;
	return call(s, H_PUT_TCE, args, 3);
}

FAULT_OP(first_put, .name = "first_put", .what = "the first H_PUT_TCE",
	 .on = ON_TABLE | ON_MEMORY | ON_SLOT | ON_VCPU, .run = run_first_put, .after = clear_tces);

FAULT_LAW(first_put, .op = "first_put", .legal = CALL_LEGAL, .fresh = 1u << FACT_TABLE,
	  .is_done = table_has_tce, .not_done = "H_SUCCESS, but H_GET_TCE says otherwise");

static int run_first_put_indirect(struct scene *s, unsigned int side)
{
	const uint64_t args[] = { s->rig.liobn, rig_ioba(&s->rig, 0),
				  rig_gpa(&s->rig, scene_list_bytes(s)), SCENE_LIST_TCES };

	(void)side;
	return call(s, H_PUT_TCE_INDIRECT, args, 4);
}

FAULT_OP(first_put_indirect, .name = "first_put_indirect", .what = "the first H_PUT_TCE_INDIRECT",
	 .on = ON_TABLE | ON_MEMORY | ON_SLOT | ON_VCPU, .run = run_first_put_indirect,
	 .after = clear_tces);

FAULT_LAW(first_put_indirect, .op = "first_put_indirect", .legal = CALL_LEGAL,
	  .fresh = 1u << FACT_TABLE, .is_done = table_has_tce,
	  .not_done = "H_SUCCESS, but H_GET_TCE says otherwise");

/* Neither read nor write: a value that user space may have for its own. */
#define POISON 0xdead000ull

static int run_first_stuff(struct scene *s, unsigned int side)
{
	const uint64_t args[] = { s->rig.liobn, rig_ioba(&s->rig, 0), POISON, SCENE_LIST_TCES };

	(void)side;
	return call(s, H_STUFF_TCE, args, 4);
}

static bool table_has_poison(struct scene *s)
{
	return table_says(s, POISON);
}

FAULT_OP(first_stuff, .name = "first_stuff", .what = "the first H_STUFF_TCE of a value",
	 .on = ON_TABLE | ON_VCPU, .run = run_first_stuff, .after = clear_tces);

FAULT_LAW(first_stuff, .op = "first_stuff", .legal = CALL_LEGAL, .fresh = 1u << FACT_TABLE,
	  .is_done = table_has_poison, .not_done = "H_SUCCESS, but H_GET_TCE says otherwise");

/* --- a hardware table of two levels, whose second is allocated when it is needed --- */

FAULT_OP(levels_put, .name = "levels_put", .what = "H_PUT_TCE, with a table of two levels",
	 .on = ON_TABLE | ON_MEMORY | ON_SLOT | ON_VCPU, .run = run_first_put, .after = clear_tces);

FAULT_LAW(levels_put, .op = "levels_put", .legal = CALL_LEGAL, .fresh = 1u << FACT_WINDOW,
	  .levels = 2, .is_done = table_has_tce,
	  .not_done = "H_SUCCESS, but H_GET_TCE says otherwise");

static int run_levels_map(struct scene *s, unsigned int side)
{
	(void)side;
	return vfio_map_dma_try(s->rig.container_fd, scene_mapped_iova(s), s->extra_hva,
				getpagesize(), VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

FAULT_OP(levels_map, .name = "levels_map", .what = "VFIO_IOMMU_MAP_DMA, with a table of two levels",
	 .on = ON_MEMORY | ON_CONTAINER, .needs = 1u << FACT_EXTRA, .changes = 1u << FACT_MAPPED,
	 .only_v2 = true, .run = run_levels_map);

FAULT_LAW(levels_map, .op = "levels_map", .fresh = 1u << FACT_WINDOW, .levels = 2);

static int run_levels_create(struct scene *s, unsigned int side)
{
	struct dma_window w = s->rig.opts.window;
	int ret = vfio_window_create_try(s->rig.container_fd, &w);

	s->other_start_bytes[side] = ret ? 0 : w.start_bytes;
	return ret;
}

static void after_levels_create(struct scene *s, unsigned int side, int answer)
{
	if (!answer)
		vfio_window_remove_try(s->rig.container_fd, s->other_start_bytes[side]);
}

/* Then KVM finds it, and attaches a table to it; which is let go by the table's close. */
static bool window_is_found(struct scene *s)
{
	struct dma_window w = s->rig.opts.window;
	int fd, ret;

	w.start_bytes = s->other_start_bytes[0];
	fd = kvm_tce_create_try(s->rig.vm->fd, SCENE_OTHER_LIOBN, &w, w.page_shift);
	ret = kvm_vfio_set_spapr_tce_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0], fd);
	close(fd);
	return !ret;
}

FAULT_OP(levels_create, .name = "levels_create",
	 .what = "VFIO_IOMMU_SPAPR_TCE_CREATE, with a table of two levels",
	 .on = ON_CONTAINER | ON_TABLE | ON_KVM_VFIO, .changes = 1u << FACT_WINDOW, .only_v2 = true,
	 .run = run_levels_create, .after = after_levels_create);

FAULT_LAW(levels_create, .op = "levels_create", .levels = 2, .is_done = window_is_found,
	  .not_done = "success, but the group does not know the window");
