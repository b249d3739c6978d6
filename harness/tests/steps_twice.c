// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: steps.twice
 * Every operation of the legal sequence, and of the way back, once more than it makes sense. What
 * may be had once only is refused with its own errno; what may be had again is given and can be
 * given back. The first one stays what it was: after all of it the guest still maps pages. What a
 * second SET_SPAPR_TCE does is in steps.attach_twice.
 *
 * Source: include/uapi/linux/vfio.h ("Groups may only belong to a single container");
 * Documentation/driver-api/vfio.rst, PPC64 sPAPR implementation notes 5 and 6;
 * Documentation/virt/kvm/devices/vfio.rst; Documentation/virt/kvm/api.rst 4.62
 */
#include "../kit/attached.h"

static void group_again(struct test *t, struct rig *rig)
{
	int other = vfio_container_open();

	t_case(t, "open of the group");
	t_expect_errno(t, vfio_group_open_try(t_targets(t)->group), -EBUSY, "second open");
	t_expect_maps(t, rig);

	t_case(t, "VFIO_GROUP_SET_CONTAINER");
	t_expect_errno(t, vfio_set_container_try(rig->group_fd[0], rig->container_fd), -EINVAL,
		       "the same container again");
	t_expect_errno(t, vfio_set_container_try(rig->group_fd[0], other), -EINVAL,
		       "another container");
	close(other);
	t_expect_maps(t, rig);

	t_case(t, "VFIO_SET_IOMMU");
	t_expect_errno(t, vfio_set_iommu_try(rig->container_fd, VFIO_SPAPR_TCE_v2_IOMMU), -EINVAL,
		       "the same type again");
	t_expect_errno(t, vfio_set_iommu_try(rig->container_fd, VFIO_SPAPR_TCE_IOMMU), -EINVAL,
		       "another type");
	t_expect_maps(t, rig);
}

static void device_again(struct test *t, struct rig *rig)
{
	int again;

	t_case(t, "VFIO_GROUP_GET_DEVICE_FD");
	again = vfio_device_open_try(rig->group_fd[0], t_targets(t)->bdf);
	if (t_expect_fd(t, again, "a second fd of the device")) {
		close(again);
		t_expect(t, vfio_device_open_try(rig->group_fd[0], "0000:ff:1f.7") == -ENODEV,
			 "a device that is not in the group must be ENODEV");
	}
	t_expect_maps(t, rig);
}

static void memory_again(struct test *t, struct rig *rig)
{
	int64_t locked_bytes = vfio_locked_bytes();
	size_t page_bytes = getpagesize();

	t_case(t, "REGISTER_MEMORY");
	t_expect_errno(t, vfio_register_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       -EBUSY, "the same memory again");
	t_expect_errno(t, vfio_register_memory_try(rig->container_fd, rig->dma_hva, page_bytes),
		       -EINVAL, "a part of it");
	t_expect(t, vfio_locked_bytes() == locked_bytes,
		 "locked memory went from %lld to %lld bytes", (long long)locked_bytes,
		 (long long)vfio_locked_bytes());
	t_expect_maps(t, rig);
}

static void window_again(struct test *t, struct rig *rig)
{
	struct dma_window second = rig->window, third = rig->window;

	t_case(t, "TCE_CREATE");
	if (t_expect_errno(t, vfio_window_create_try(rig->container_fd, &second), 0,
			   "a second window")) {
		t_expect(t, second.start_bytes != rig->window.start_bytes,
			 "the second window starts where the first does");
		t_expect_errno(t, vfio_window_create_try(rig->container_fd, &third), -ENOSPC,
			       "a third window");
		t_expect_errno(t, vfio_window_remove_try(rig->container_fd, second.start_bytes), 0,
			       "removal of the second");
		t_expect_errno(t, vfio_window_remove_try(rig->container_fd, second.start_bytes),
			       -EINVAL, "second removal of the second");
	}
	t_expect_maps(t, rig);
}

static void kvm_side_again(struct test *t, struct rig *rig)
{
	t_case(t, "KVM_CREATE_SPAPR_TCE_64");
	t_expect_errno(
		t,
		kvm_tce_create_try(rig->vm->fd, rig->liobn, &rig->window, rig->window.page_shift),
		-EBUSY, "the same LIOBN again");
	t_expect_maps(t, rig);

	t_case(t, "KVM_CREATE_DEVICE");
	t_expect_errno(t, kvm_vfio_create_try(rig->vm->fd), -EBUSY, "a second KVM-VFIO device");

	t_case(t, "KVM_DEV_VFIO_GROUP_ADD");
	t_expect_errno(t, add_try(rig), -EEXIST, "the same group again");
	t_expect_maps(t, rig);
}

static void way_back(struct test *t, struct rig *rig)
{
	t_case(t, "KVM_DEV_VFIO_GROUP_DEL");
	t_expect_errno(t, kvm_vfio_group_del_try(rig->kvm_vfio_fd, rig->group_fd[0]), 0, "first");
	t_expect_errno(t, kvm_vfio_group_del_try(rig->kvm_vfio_fd, rig->group_fd[0]), -ENOENT,
		       "second");
	rig_undone(rig, RIG_ADDED, 0);

	t_case(t, "TCE_REMOVE");
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, rig->window.start_bytes), 0,
		       "first");
	t_expect_errno(t, vfio_window_remove_try(rig->container_fd, rig->window.start_bytes),
		       -EINVAL, "second");
	rig_undone(rig, RIG_WINDOW, 0);

	t_case(t, "UNREGISTER_MEMORY");
	t_expect_errno(t,
		       vfio_unregister_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       0, "first");
	t_expect_errno(t,
		       vfio_unregister_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes),
		       -ENOENT, "second");
	rig_undone(rig, RIG_MEMORY, 0);

	t_case(t, "VFIO_GROUP_UNSET_CONTAINER");
	t_expect_errno(t, vfio_unset_container_try(rig->group_fd[0]), -EBUSY,
		       "with the device open");
	rig_close_fd(rig, RIG_FD_DEVICE);
	t_expect_errno(t, vfio_unset_container_try(rig->group_fd[0]), 0, "first");
	t_expect_errno(t, vfio_unset_container_try(rig->group_fd[0]), -EINVAL, "second");
	rig_undone(rig, RIG_JOINED, 0);
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	group_again(t, &rig);
	device_again(t, &rig);
	memory_again(t, &rig);
	window_again(t, &rig);
	kvm_side_again(t, &rig);
	way_back(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(steps_twice, .name = "steps.twice", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
