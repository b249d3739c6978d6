// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.objects
 * What the kernel allocates in small pieces, a list's entry or a descriptor, is too little to show
 * as memory of the machine when it is lost once. So the way in and out is gone hundreds of times,
 * by the container and by KVM, and the kernel's own count of objects must not rise by one each
 * time, round for round. The first lets caches fill. Areas of vmalloc are given back when there
 * are many, and do not count. With slub_debug the count is exact, else by the slab.
 *
 * Source: Documentation/mm/slab.rst, /proc/slabinfo; Documentation/virt/kvm/devices/vfio.rst
 */
#include "../kit/objects.h"

static void by_container(void *arg)
{
	struct rig *rig = arg;
	struct dma_window w = { .page_shift = 12, .levels = 1, .size_bytes = 1 << 20 };
	int container = vfio_container_open();

	vfio_set_container(rig->group_fd[0], container);
	vfio_set_iommu(container, VFIO_SPAPR_TCE_v2_IOMMU);
	vfio_register_memory(container, rig->dma_hva, 65536);
	vfio_window_create(container, &w);
	vfio_unregister_memory(container, rig->dma_hva, 65536);
	vfio_unset_container(rig->group_fd[0]);
	close(container);
}

static void by_kvm(void *arg)
{
	struct rig *rig = arg;
	int table = kvm_tce_create(rig->vm->fd, rig->liobn + 1, &rig->window, 12);

	kvm_vfio_group_add(rig->kvm_vfio_fd, rig->group_fd[0]);
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], table);
	kvm_vfio_group_del(rig->kvm_vfio_fd, rig->group_fd[0]);
	close(table);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "by KVM");
	if (!t_objects_in_sight(t))
		return;
	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	t_expect_objects_stay(t, by_kvm, &rig, 128);
	t_rig_close(t, &rig);

	t_case(t, "by the container");
	rig_open(&rig, t_targets(t), NULL, RIG_GROUP);
	t_expect_objects_stay(t, by_container, &rig, 48);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(teardown_objects, .name = "teardown.objects", .run = run, .hang_s = 240,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
