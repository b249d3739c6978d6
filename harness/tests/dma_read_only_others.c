// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.read_only_others
 * As dma.read_only, by the other two ways to map: a list of the guest's, and user space itself.
 * What is mapped for the device to read it reads and does not write, also where user space had
 * mapped the same memory for both. Each entry of a list has its own access, be it more or less than
 * that of the entry in front of it.
 *
 * Source: PAPR, TCE page mapping and control bits; PAPR, H_PUT_TCE_INDIRECT: for each entry of the
 * list what H_PUT_TCE does; include/uapi/linux/vfio.h, VFIO_DMA_MAP_FLAG_READ: "readable from
 * device"
 */
#include "../kit/reach.h"

static void by_list(struct test *t, struct rig *rig)
{
	struct place place = { .page = 2, .offset_bytes = 65536 };

	t_case(t, "by a list of the guest's");
	tce_list_set(rig, 0, 1, tce_of(rig, place.offset_bytes, TCE_PCI_READ), 0);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, place.page),
					  tce_list_gpa(rig), 1),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
	t_expect_reach(t, rig, place, REACH_READ, "put by a list");
}

/* A list of two, each for another access. */
static void by_mixed_list(struct test *t, struct rig *rig, unsigned int first, unsigned int second)
{
	struct place place = { .page = 8, .offset_bytes = 8 * 65536 };

	t_case(t, "by a list: %s, then: %s", reach_text(first), reach_text(second));
	tce_list_set(rig, 0, 1, tce_of(rig, 65536, first), 0);
	tce_list_set(rig, 1, 1, tce_of(rig, place.offset_bytes, second), 0);
	t_expect_h(t,
		   guest_put_tce_indirect(&rig->cpu[0], rig->liobn, rig_ioba(rig, place.page - 1),
					  tce_list_gpa(rig), 2),
		   H_SUCCESS, "H_PUT_TCE_INDIRECT");
	t_expect_reach(t, rig, place, second, "the second entry");
}

static void map(struct test *t, struct rig *rig, struct place place, uint32_t flags)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, place.page),
					rig_hva(rig, place.offset_bytes), 4096, flags),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static void by_user(struct test *t, struct rig *rig)
{
	struct place place = { .page = 3, .offset_bytes = 131072 };

	t_case(t, "by user space");
	map(t, rig, place, VFIO_DMA_MAP_FLAG_READ);
	t_expect_reach(t, rig, place, REACH_READ, "mapped by user space");

	t_case(t, "by user space, where the same memory was mapped for both");
	map(t, rig, place, VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
	t_expect_written(t, rig, place, true, "mapped for both");
	map(t, rig, place, VFIO_DMA_MAP_FLAG_READ);
	t_expect_reach(t, rig, place, REACH_READ, "mapped to be read only again");
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	by_list(t, &rig);
	by_mixed_list(t, &rig, REACH_BOTH, REACH_READ);
	by_mixed_list(t, &rig, REACH_READ, REACH_BOTH);
	by_user(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_read_only_others, .name = "dma.read_only_others", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
