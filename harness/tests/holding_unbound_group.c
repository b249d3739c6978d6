// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.unbound_group
 * The driver is taken away while the group is open and in a container: it leaves at once, for no
 * device is open, and takes the group out of the container. The file that is left says so (ENODEV),
 * joins nothing and opens nothing. KVM takes it as it takes any group's file, but there is nothing
 * behind it that a table could be given to (EIO, since 6.1).
 *
 * Source: Documentation/driver-api/vfio.rst; drivers/vfio/group.c:vfio_device_remove_group():
 * "Revoke all users of group->iommu_group"; virt/kvm/vfio.c:kvm_vfio_file_set_spapr_tce()
 * Known: kvm-vfio-unbound-warns
 */
#include "../kit/unbinder.h"

static void answers(struct test *t, int group_fd, int container_fd)
{
	struct vfio_iommu_spapr_tce_info info;

	t_expect_errno(t, vfio_group_flags_try(group_fd), -ENODEV, "VFIO_GROUP_GET_STATUS");
	t_expect_errno(t, vfio_set_container_try(group_fd, container_fd), -ENODEV,
		       "VFIO_GROUP_SET_CONTAINER");
	t_expect_errno(t, vfio_unset_container_try(group_fd), -EINVAL,
		       "VFIO_GROUP_UNSET_CONTAINER");
	t_expect_errno(t, vfio_device_open_try(group_fd, t_targets(t)->bdf), -ENODEV,
		       "VFIO_GROUP_GET_DEVICE_FD");
	t_expect_errno(t, vfio_spapr_info_try(container_fd, &info), -EINVAL,
		       "GET_INFO of the container");
}

static void given_to_kvm(struct test *t, struct rig *rig)
{
	t_case(t, "given to KVM");
	if (!vfio_release_from(6, 1)) {
		t_skip(t, "before 6.1 KVM asks for more than a file");
		return;
	}
	rig->window = rig->opts.window;
	rig->table_fd = kvm_tce_create(rig->vm->fd, rig->liobn, &rig->window, 12);
	rig->kvm_vfio_fd = kvm_vfio_create(rig->vm->fd);
	t_expect_errno(t, add_try(rig), 0, "GROUP_ADD");
	t_expect_errno(t, attach_try(rig), -EIO, "SET_SPAPR_TCE");
	t_expect_detached(t, rig);
	t_remove(t, rig, 0);
	rig_close_fd(rig, RIG_FD_KVM_VFIO);
	rig_close_fd(rig, RIG_FD_TABLE);
}

static void run(struct test *t)
{
	struct unbinder u;
	struct rig rig;

	t_case(t, "unbind");
	unbinder_start(t, &u);
	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	unbinder_go(t, &u);
	t_expect_unbound(t, &u);
	rig_undone(&rig, RIG_JOINED, 0);

	t_case(t, "what is left");
	answers(t, rig.group_fd[0], rig.container_fd);
	given_to_kvm(t, &rig);
	rig_close_fd(&rig, RIG_FD_GROUP);
	rig_close_fd(&rig, RIG_FD_CONTAINER);

	t_case(t, "bound again");
	unbinder_rebind(t, &u);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_unbound_group, .name = "holding.unbound_group", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
