// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.parts
 * Of a page of memory the device reaches those 4 KiB that are mapped, wherever in the page they
 * are, and not the page's first ones, or what lies beside them: mapped by the guest, by user space,
 * or in a container of type v1, where memory is pinned as it is mapped. What is mapped over others
 * is reached in their place.
 *
 * Source: arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_ua_to_hpa();
 * drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_build(), tce_iommu_build_v2()
 */
#include "../kit/reach.h"

#define PART_BYTES 4096

static void guest_maps(struct test *t, struct rig *rig, struct place place)
{
	t_guest_map(t, rig, place, REACH_BOTH);
}

static void user_maps(struct test *t, struct rig *rig, struct place place)
{
	t_expect_errno(t,
		       vfio_map_dma_try(rig->container_fd, rig_ioba(rig, place.page),
					rig_hva(rig, place.offset_bytes), PART_BYTES,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
}

static const struct {
	const char *name;
	struct rig_opts opts;
	enum rig_step step;
	void (*map)(struct test *t, struct rig *rig, struct place place);
} rows[] = {
	{ "by the guest", { 0 }, RIG_READY, guest_maps },
	{ "by user space", { 0 }, RIG_WINDOW, user_maps },
	{ "type v1", { .iommu_type = VFIO_SPAPR_TCE_IOMMU }, RIG_WINDOW, user_maps },
};

static void expect_reached(struct test *t, struct rig *rig, struct place place)
{
	t_expect(t, reach_moves(rig, place), "what is 0x%llx into memory is not reached",
		 (unsigned long long)place.offset_bytes);
}

static void one_row(struct test *t, unsigned int i)
{
	static const struct place places[] = { { 1, PART_BYTES }, { 2, 15 * PART_BYTES } };
	static const struct place over = { 2, 21 * PART_BYTES };
	struct rig rig;

	t_case(t, "%s", rows[i].name);
	rig_open(&rig, t_targets(t), &rows[i].opts, rows[i].step);
	for (unsigned int p = 0; p < ARRAY_SIZE(places); p++)
		rows[i].map(t, &rig, places[p]);
	for (unsigned int p = 0; p < ARRAY_SIZE(places); p++)
		expect_reached(t, &rig, places[p]);
	rows[i].map(t, &rig, over);
	expect_reached(t, &rig, over);
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		one_row(t, i);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_parts, .name = "dma.parts", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
