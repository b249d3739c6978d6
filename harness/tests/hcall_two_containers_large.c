// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.two_containers_large
 * As hcall.two_containers, with a table of 64 KiB pages over windows of 4 KiB pages: of each page
 * both devices reach the first and the last 4 KiB, and it is gone from both when it is cleared. So
 * it is if one of the two windows has pages of 64 KiB.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64: page_shift;
 * Documentation/virt/kvm/devices/vfio.rst, KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE
 */
#include "../kit/tce.h"

#define BYTES	  256u
#define LAST	  15u /* of 16 sub-pages */
#define NR_GROUPS 2u

/* Does the device of @io write @sub_page of @one's memory, which is mapped at the same place? */
static bool written(struct rig *io, struct rig *one, uint64_t sub_page)
{
	return dma_can_write(rig_dma(io, 0), rig_ioba(io, 0) + sub_page * 4096,
			     rig_hva(one, sub_page * 4096), BYTES);
}

static void with_window(struct test *t, uint64_t page_shift)
{
	const struct rig_opts opts = { .table_page_shift = 16,
				       .dma_align_bytes = page_shift > 12 ? 1 << 21 : 0 };
	struct rig_opts second = { .window.page_shift = page_shift };
	struct rig one, two, *rigs[NR_GROUPS] = { &one, &two };
	char why[256];

	t_case(t, "both reach all of it, the second one with pages of %u KiB",
	       1u << (page_shift - 10));
	if (!rig_memory_available(&opts, why, sizeof(why))) {
		t_skip(t, "%s", why);
		return;
	}
	rig_open(&one, &t_targets(t)[0], &opts, RIG_READY);
	rig_open(&two, &t_targets(t)[1], &second, RIG_WINDOW);
	kvm_vfio_group_add(one.kvm_vfio_fd, two.group_fd[0]);
	kvm_vfio_set_spapr_tce(one.kvm_vfio_fd, two.group_fd[0], one.table_fd);
	t_expect_h(t, guest_put_tce(&one.cpu[0], one.liobn, 0, tce_of(&one, 0, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
	for (unsigned int i = 0; i < NR_GROUPS; i++) {
		t_expect_dma(t, written(rigs[i], &one, 0), "device %u does not reach its start", i);
		t_expect_dma(t, written(rigs[i], &one, LAST), "device %u does not reach its end",
			     i);
	}

	t_case(t, "gone from both, of %u KiB", 1u << (page_shift - 10));
	t_expect_h(t, guest_stuff_tce(&one.cpu[0], one.liobn, 0, 0, 1), H_SUCCESS, "H_STUFF_TCE");
	tce_expect_unmapped(t, &one, "after H_STUFF_TCE");
	for (unsigned int i = 0; i < NR_GROUPS; i++)
		t_expect_dma(t, !written(rigs[i], &one, LAST), "device %u still reaches its end",
			     i);

	t_case(t, "close, of %u KiB", 1u << (page_shift - 10));
	kvm_vfio_group_del(one.kvm_vfio_fd, two.group_fd[0]);
	t_rig_close(t, &two);
	t_rig_close(t, &one);
}

static void run(struct test *t)
{
	with_window(t, 12);
	with_window(t, 16);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_two_containers_large, .name = "hcall.two_containers_large", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS, .data = "not to be repeated");
