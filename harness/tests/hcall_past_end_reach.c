// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.past_end_reach
 * What hcall.past_end asks about, with the device as the witness: a TCE that user space made behind
 * the end of the guest's table is none of the guest's business. H_STUFF_TCE that runs over the end
 * must not take it away.
 *
 * Source: PAPR, H_STUFF_TCE: H_Parameter for a range that is not all in the window
 * Fixed-by: 0b271f7d7f5e
 * Known: hcall-range-past-end-reach
 */
#include "../kit/tce.h"

#define TABLE_PAGES 100u
#define BYTES	    256u

static bool written(struct rig *rig)
{
	return dma_can_write(rig_dma(rig, 0), rig_ioba(rig, TABLE_PAGES), rig_hva(rig, 0), BYTES);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "user space's TCE behind the table");
	tce_rig_open(t, &rig, NULL, TABLE_PAGES);
	t_expect_errno(t,
		       vfio_map_dma_try(rig.container_fd, rig_ioba(&rig, TABLE_PAGES),
					rig_hva(&rig, 0), 4096,
					VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
		       0, "VFIO_IOMMU_MAP_DMA");
	if (!written(&rig))
		t_error(t, "the device does not reach what user space mapped");

	t_case(t, "H_STUFF_TCE over the end");
	t_expect_h(t,
		   guest_stuff_tce(&rig.cpu[0], rig.liobn, rig_ioba(&rig, TABLE_PAGES - 1), 0, 2),
		   H_PARAMETER, "H_STUFF_TCE");
	t_expect(t, written(&rig), "the guest has unmapped what is not in its table");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_past_end_reach, .name = "hcall.past_end_reach", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
