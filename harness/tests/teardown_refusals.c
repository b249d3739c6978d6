// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.refusals
 * As teardown.objects, by ways that end in a refusal after the kernel has allocated something: a
 * device that cannot be opened without an IOMMU (EINVAL), a table whose LIOBN is taken (EBUSY), a
 * second KVM-VFIO device (EBUSY), memory with a hole (EFAULT), memory that is registered already
 * (EBUSY), a window with more levels than the hardware can index (EINVAL), an IOMMU type that two
 * groups cannot have (EBUSY), and a KVM-VFIO device, a table and a vCPU for whose files there is no
 * number (EMFILE). Nothing of it stays.
 *
 * Source: Documentation/mm/slab.rst, /proc/slabinfo; Documentation/driver-api/vfio.rst;
 * Documentation/virt/kvm/api.rst; getrlimit(2), RLIMIT_NOFILE
 */
#include "../kit/objects.h"

#define TIMES	  48u
#define KVM_TIMES 128u

static void refused_by_kvm(void *arg)
{
	struct rig *rig = arg;

	TEST_ASSERT(kvm_tce_create_try(rig->vm->fd, rig->liobn, &rig->window, 12) == -EBUSY,
		    "a second table of the same LIOBN");
	TEST_ASSERT(kvm_vfio_create_try(rig->vm->fd) == -EBUSY, "a second KVM-VFIO device");
	TEST_ASSERT(kvm_vfio_group_add_try(rig->kvm_vfio_fd, rig->group_fd[0]) == -EEXIST,
		    "a group that is added already");
}

struct without_fds {
	struct test *t;
	struct rig rig;
};

/* One of each, and no number for its file. */
static void refused_without_fds(void *arg)
{
	struct without_fds *w = arg;
	struct rlimit before;
	int device, table, vcpu;

	t_take_fds(w->t, &before);
	device = kvm_vfio_create_try(w->rig.vm->fd);
	table = kvm_tce_create_try(w->rig.vm->fd, w->rig.liobn, &w->rig.window, 12);
	vcpu = ioctl(w->rig.vm->fd, KVM_CREATE_VCPU, 1ul);
	t_free_fds(w->t, &before);
	TEST_ASSERT(device == -EMFILE, "a KVM-VFIO device without a fd");
	TEST_ASSERT(table == -EMFILE, "a table without a fd");
	TEST_ASSERT(vcpu < 0, "a vCPU without a fd"); /* which answer: guest.no_fd_left */
}

static void without_fds(struct test *t)
{
	struct without_fds w = { .t = t };

	rig_open(&w.rig, t_targets(t), NULL, RIG_VM);
	w.rig.window = (struct dma_window){ .page_shift = 12, .size_bytes = 1 << 20 };
	t_expect_objects_stay(t, refused_without_fds, &w, KVM_TIMES);
	t_rig_close(t, &w.rig);
}

static void refused_by_group(void *arg)
{
	struct rig *rig = arg;

	TEST_ASSERT(vfio_device_open_try(rig->group_fd[0], rig->target[0]->bdf) == -EINVAL,
		    "a device without an IOMMU");
}

static void refused_by_container(void *arg)
{
	struct rig *rig = arg;
	struct dma_window w = { .page_shift = 12, .levels = 99, .size_bytes = 1 << 20 };

	TEST_ASSERT(vfio_register_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes) ==
			    -EBUSY,
		    "memory that is registered");
	TEST_ASSERT(vfio_register_memory_try(rig->container_fd, rig->dma_hva, rig->dma_bytes / 2) ==
			    -EINVAL,
		    "memory half of which is registered");
	TEST_ASSERT(vfio_window_create_try(rig->container_fd, &w) == -EINVAL,
		    "a window of 99 levels");
	TEST_ASSERT(vfio_set_container_try(rig->group_fd[0], rig->container_fd) == -EINVAL,
		    "a group that is in a container");
}

static void refused_by_hardware(void *arg)
{
	struct rig *rig = arg;
	struct dma_window w = { .page_shift = 12, .levels = 5, .size_bytes = 1 << 20 };

	TEST_ASSERT(vfio_window_create_try(rig->container_fd, &w) == -EINVAL,
		    "a window of five levels");
}

/* In a child: what it keeps of locked memory (window.create_gives_back) goes with it. */
static void too_deep(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	t_expect_objects_stay(t, refused_by_hardware, &rig, TIMES);
	rig_close_fd(&rig, RIG_FD_GROUP);
}

static void refused_by_two(void *arg)
{
	int *container_fd = arg;

	TEST_ASSERT(vfio_set_iommu_try(*container_fd, VFIO_SPAPR_TCE_IOMMU) == -EBUSY,
		    "two groups in a container of type v1");
}

static void two_groups(struct test *t)
{
	int container_fd = vfio_container_open(), group_fd[2];

	for (unsigned int i = 0; i < 2; i++) {
		group_fd[i] = vfio_group_open(t_targets(t)[i].group);
		vfio_set_container(group_fd[i], container_fd);
	}
	t_expect_objects_stay(t, refused_by_two, &container_fd, TIMES);
	close(group_fd[0]);
	close(group_fd[1]);
	close(container_fd);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "by the group");
	if (!t_objects_in_sight(t))
		return;
	rig_open(&rig, t_targets(t), NULL, RIG_JOINED);
	t_expect_objects_stay(t, refused_by_group, &rig, TIMES);

	t_case(t, "by the container");
	rig_advance(&rig, RIG_READY);
	t_expect_objects_stay(t, refused_by_container, &rig, TIMES);

	t_case(t, "by KVM");
	t_expect_objects_stay(t, refused_by_kvm, &rig, KVM_TIMES);
	t_rig_close(t, &rig);

	t_case(t, "by the hardware");
	t_in_child(t, too_deep, NULL);

	t_case(t, "by KVM, for want of a fd");
	without_fds(t);

	t_case(t, "by two groups");
	two_groups(t);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(teardown_refusals, .name = "teardown.refusals", .run = run, .hang_s = 240,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS, .data = "not to be repeated");
