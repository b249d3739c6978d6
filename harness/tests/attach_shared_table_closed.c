// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.shared_table_closed
 * Two groups of one container are tied to one table of the guest, and so to one of the hardware;
 * then the guest's table is closed, and KVM lets go of the groups later. Closing must drop what
 * each group holds: nobody finds it afterwards. The window is large, so that a hardware table that
 * is never freed shows as memory that each repeat of the test loses.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst;
 * arch/powerpc/kvm/book3s_64_vio.c:kvm_spapr_tce_release()
 * Known: kvm-tce-shared-table-leak
 */
#include "../kit/attached.h"

static void run(struct test *t)
{
	const struct rig_opts opts = { .nr_groups = 2,
				       .window = { .size_bytes = large_window_bytes() } };
	struct rig rig;

	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	t_expect_maps(t, &rig);
	rig_close_fd(&rig, RIG_FD_TABLE);
	t_remove(t, &rig, 0);
	t_remove(t, &rig, 1);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_shared_table_closed, .name = "attach.shared_table_closed", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
