// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.objects
 * What the kernel allocates in small pieces, a list's entry or a descriptor, is too little to show
 * as memory of the machine when it is lost once. So the way in and out is gone hundreds of times,
 * by the container, also with its file closed before the group leaves it, and by KVM, there the
 * table or the group first, also with a table that has had two windows, or the KVM-VFIO device with
 * the group in it, and by a vCPU that is run by another thread each time, and the kernel's own
 * count of objects must not rise by one each time, round for round. The first lets caches fill.
 * Areas of vmalloc are given back when there are many, and do not count. With slub_debug the count
 * is exact, else by the slab. What is allocated by the page is counted where the way is gone so
 * often that it cannot be noise.
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

/* The group is the last that holds it. */
static void by_container_first(void *arg)
{
	struct rig *rig = arg;
	int container = vfio_container_open();

	vfio_set_container(rig->group_fd[0], container);
	close(container);
	vfio_unset_container(rig->group_fd[0]);
}

/* A table of its own, to which the group is tied. */
static int tied_table(struct rig *rig)
{
	int table = kvm_tce_create(rig->vm->fd, rig->liobn + 1, &rig->window, 12);

	kvm_vfio_group_add(rig->kvm_vfio_fd, rig->group_fd[0]);
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], table);
	return table;
}

static void by_kvm(void *arg)
{
	struct rig *rig = arg;
	int table = tied_table(rig);

	kvm_vfio_group_del(rig->kvm_vfio_fd, rig->group_fd[0]);
	close(table);
}

static void by_kvm_table_first(void *arg)
{
	struct rig *rig = arg;

	close(tied_table(rig));
	kvm_vfio_group_del(rig->kvm_vfio_fd, rig->group_fd[0]);
}

/* The KVM-VFIO device goes with the group in it, and before the table. */
static void by_kvm_vfio(void *arg)
{
	struct rig *rig = arg;
	int table = tied_table(rig);

	close(rig->kvm_vfio_fd);
	close(table);
	rig->kvm_vfio_fd = kvm_vfio_create(rig->vm->fd);
}

/* A table that two windows were tied to, one after the other, and which goes before the group. */
static void by_kvm_two_windows(void *arg)
{
	struct rig *rig = arg;
	int table = tied_table(rig);

	vfio_window_remove(rig->container_fd, rig->window.start_bytes);
	vfio_window_create(rig->container_fd, &rig->window);
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], table);
	close(table);
	kvm_vfio_group_del(rig->kvm_vfio_fd, rig->group_fd[0]);
}

static void *get_tce(void *arg)
{
	struct rig *rig = arg;

	guest_get_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0));
	return NULL;
}

static void by_thread(void *arg)
{
	pthread_t thread;
	int ret = pthread_create(&thread, NULL, get_tce, arg);

	errno = ret;
	TEST_ASSERT(!ret, "no thread for a vCPU");
	pthread_join(thread, NULL);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "by KVM");
	if (!t_objects_in_sight(t))
		return;
	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	t_expect_objects_stay(t, by_kvm, &rig, 128);

	t_case(t, "by KVM, the table first");
	t_expect_objects_stay(t, by_kvm_table_first, &rig, 128);

	t_case(t, "by KVM, its device with the group in it");
	t_expect_objects_stay(t, by_kvm_vfio, &rig, 96);

	t_case(t, "by KVM, the table first, that was tied to two windows");
	t_expect_objects_stay(t, by_kvm_two_windows, &rig, 48);

	t_case(t, "by the thread of a vCPU");
	t_expect_objects_stay(t, by_thread, &rig, 48);
	t_rig_close(t, &rig);

	t_case(t, "by the container");
	rig_open(&rig, t_targets(t), NULL, RIG_GROUP);
	t_expect_objects_stay(t, by_container, &rig, 12); /* 0.2 s each */

	t_case(t, "by the container, its file before the group");
	t_expect_objects_stay(t, by_container_first, &rig, 768);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(teardown_objects, .name = "teardown.objects", .run = run, .hang_s = 240,
	     .needs = NEEDS_KVM | NEEDS_GROUP, .data = "not to be repeated");
