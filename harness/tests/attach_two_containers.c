// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.two_containers
 * Two groups, each in a container of its own, both KVM's: a second GROUP_ADD of either is EEXIST,
 * whichever came first. One table of the guest drives both windows; when it is closed it lets go of
 * both. The windows are large, so that one that is never freed shows as memory that each repeat of
 * the test loses.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst;
 * arch/powerpc/kvm/book3s_64_vio.c:kvm_spapr_tce_release()
 */
#include "../kit/attached.h"

static void add_again(struct test *t, const struct rig *one, const struct rig *two)
{
	t_case(t, "each is added once");
	t_expect_errno(t, kvm_vfio_group_add_try(one->kvm_vfio_fd, one->group_fd[0]), -EEXIST,
		       "GROUP_ADD of the first group once more");
	t_expect_errno(t, kvm_vfio_group_add_try(one->kvm_vfio_fd, two->group_fd[0]), -EEXIST,
		       "GROUP_ADD of the second group once more");
}

static void run(struct test *t)
{
	const struct rig_opts opts = { .window = { .size_bytes = large_window_bytes() } };
	struct rig one, two;

	rig_open(&one, &t_targets(t)[0], &opts, RIG_READY);
	rig_open(&two, &t_targets(t)[1], &opts, RIG_WINDOW);
	kvm_vfio_group_add(one.kvm_vfio_fd, two.group_fd[0]);
	add_again(t, &one, &two);

	t_case(t, "the table is closed first");
	kvm_vfio_set_spapr_tce(one.kvm_vfio_fd, two.group_fd[0], one.table_fd);
	t_expect_maps(t, &one);
	rig_close_fd(&one, RIG_FD_TABLE);
	t_remove(t, &one, 0);
	t_expect_errno(t, kvm_vfio_group_del_try(one.kvm_vfio_fd, two.group_fd[0]), 0,
		       "GROUP_DEL of the second group");
	t_expect_errno(t, kvm_vfio_group_del_try(one.kvm_vfio_fd, two.group_fd[0]), -ENOENT,
		       "GROUP_DEL of the second group once more");

	t_case(t, "close");
	t_rig_close(t, &two);
	t_rig_close(t, &one);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_two_containers, .name = "attach.two_containers", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS);
