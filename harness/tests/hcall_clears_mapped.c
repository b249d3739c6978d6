// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.clears_mapped
 * What user space has mapped in a window that the guest drives is the guest's to clear, by
 * H_PUT_TCE and by H_STUFF_TCE, also in a part of the table that nobody has put anything in: it is
 * unmapped then, and its memory can be unregistered. By a list: hcall.put_indirect_no_access.
 *
 * Source: PAPR, H_PUT_TCE, H_STUFF_TCE;
 * arch/powerpc/kvm/book3s_64_vio.c:kvmppc_tce_iommu_unmap()
 */
#include "../kit/tce.h"

#define PAGES_APART 600u /* one page of the table has 512 entries, or more */

static struct hcall_result put(struct rig *rig, uint64_t ioba)
{
	return guest_put_tce(&rig->cpu[0], rig->liobn, ioba, 0);
}

static struct hcall_result stuff(struct rig *rig, uint64_t ioba)
{
	return guest_stuff_tce(&rig->cpu[0], rig->liobn, ioba, 0, 1);
}

static const struct {
	const char *name;
	struct hcall_result (*clear)(struct rig *rig, uint64_t ioba);
} ways[] = {
	{ "H_PUT_TCE", put },
	{ "H_STUFF_TCE", stuff },
};

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	for (unsigned int i = 0; i < ARRAY_SIZE(ways); i++) {
		uint64_t ioba = rig_ioba(&rig, (uint64_t)i * PAGES_APART);

		t_case(t, "%s", ways[i].name);
		t_expect_errno(t,
			       vfio_map_dma_try(rig.container_fd, ioba, rig.dma_hva, 4096,
						VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE),
			       0, "VFIO_IOMMU_MAP_DMA");
		t_expect_h(t, ways[i].clear(&rig, ioba), H_SUCCESS, "%s of 0", ways[i].name);
		tce_expect_unmapped(t, &rig, "cleared");
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_clears_mapped, .name = "hcall.clears_mapped", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
