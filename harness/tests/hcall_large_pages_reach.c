// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.large_pages_reach
 * A 64 KiB page of the guest over a window of 4 KiB pages, with the device as the witness: its
 * last sub-page shows the last 4 KiB of the memory, the page behind it is not mapped, and after
 * H_STUFF_TCE of the one page the last sub-page is gone as well.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64: page_shift
 * Fixed-by: 26a62b750a4e
 */
#include "../kit/tce.h"

#define BYTES 256u
#define LAST  15u /* of 16 sub-pages */

static bool written(struct rig *rig, uint64_t sub_page)
{
	return dma_can_write(rig_dma(rig, 0), rig_ioba(rig, sub_page),
			     rig_hva(rig, sub_page * 4096), BYTES);
}

static void run(struct test *t)
{
	struct rig_opts opts = { .table_page_shift = 16 };
	struct rig rig;

	t_case(t, "the last sub-page");
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	t_expect_h(t, guest_put_tce(&rig.cpu[0], rig.liobn, 0, tce_of(&rig, 0, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
	t_expect(t, written(&rig, LAST), "the device does not reach it");

	t_case(t, "behind the page");
	t_expect(t, !written(&rig, LAST + 1), "the device reaches what is not mapped");

	t_case(t, "after H_STUFF_TCE");
	t_expect(t, written(&rig, LAST), "the device no longer reaches it before");
	t_expect_h(t, guest_stuff_tce(&rig.cpu[0], rig.liobn, 0, 0, 1), H_SUCCESS, "H_STUFF_TCE");
	t_expect(t, !written(&rig, LAST), "the device still reaches it");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_large_pages_reach, .name = "hcall.large_pages_reach", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
