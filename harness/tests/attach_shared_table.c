// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.shared_table
 * Two groups of one container share its hardware table, and one KVM table drives both: the way
 * every guest with two devices behind one host bridge works. The second SET_SPAPR_TCE finds the
 * hardware table already there. When one group is removed the table must stay attached for the
 * other; when both are, it must be let go, and its memory must be free once the window is
 * removed. The window is large, so that a hardware table that is never freed shows as memory that
 * each repeat of the test loses.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst; Documentation/driver-api/vfio.rst, PPC64 sPAPR
 * implementation note 1 ("multiple IOMMU groups per a VFIO container")
 * Known: kvm-tce-shared-table-leak
 */
#include "../kit/attached.h"

static void run(struct test *t)
{
	const struct rig_opts opts = { .nr_groups = 2,
				       .window = { .size_bytes = large_window_bytes() } };
	struct rig rig;

	t_case(t, "attach both");
	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	t_expect_maps(t, &rig);
	t_expect_attached(t, &rig);

	t_case(t, "remove one");
	t_remove(t, &rig, 0);
	t_expect_attached(t, &rig);

	t_case(t, "remove the other");
	t_remove(t, &rig, 1);
	t_expect_detached(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_shared_table, .name = "attach.shared_table", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
