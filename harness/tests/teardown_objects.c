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
#include "../kit/tce.h"

#define ROUNDS	  3u /* the first fills the caches, each of the others must lose */
#define SETTLE_MS 8000

/* The counts at the ends of the rounds. */
static struct slabs count[ROUNDS];

/* The cache that rose by most of a round's @times in each of the first @rounds but the first. */
static const struct slab *risen(unsigned int rounds, unsigned int times)
{
	return slabs_rising(count, rounds, (long)(times - times / 8));
}

/* Objects are freed after grace periods: what stays risen is lost. */
static void expect_settles(struct test *t, unsigned int times)
{
	const struct slab *lost;
	int waited_ms = 0;

	while ((lost = risen(ROUNDS, times)) && waited_ms < SETTLE_MS) {
		usleep(200000);
		waited_ms += 200;
		slabs_read(&count[ROUNDS - 1]);
	}
	t_expect(t, !lost, "%s has %ld objects in the end, about one more for each of %u times",
		 lost ? lost->name : "", lost ? lost->objects : 0, (ROUNDS - 1) * times);
}

static void by_container(struct rig *rig)
{
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

static void by_kvm(struct rig *rig)
{
	int table = kvm_tce_create(rig->vm->fd, rig->liobn + 1, &rig->window, 12);

	kvm_vfio_group_add(rig->kvm_vfio_fd, rig->group_fd[0]);
	kvm_vfio_set_spapr_tce(rig->kvm_vfio_fd, rig->group_fd[0], table);
	kvm_vfio_group_del(rig->kvm_vfio_fd, rig->group_fd[0]);
	close(table);
}

static void repeat(struct test *t, struct rig *rig, void (*way)(struct rig *rig),
		   unsigned int times)
{
	for (unsigned int round = 0; round < ROUNDS; round++) {
		for (unsigned int i = 0; i < times; i++)
			way(rig);
		usleep(200000);
		slabs_read(&count[round]);
		t_alive(t);
		if (round && count[0].nr && !risen(round + 1, times))
			return;
	}
	if (count[0].nr)
		expect_settles(t, times);
	else
		t_skip(t, "no /proc/slabinfo; CONFIG_SLUB_DEBUG=y and root have it");
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "by KVM");
	if (growth_blind()) { /* what is freed counts as long as it is kept */
		t_skip(t, "%s", growth_blind());
		return;
	}
	rig_open(&rig, t_targets(t), NULL, RIG_KVM_VFIO);
	repeat(t, &rig, by_kvm, 128);
	t_rig_close(t, &rig);

	t_case(t, "by the container");
	rig_open(&rig, t_targets(t), NULL, RIG_GROUP);
	repeat(t, &rig, by_container, 48);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(teardown_objects, .name = "teardown.objects", .run = run, .hang_s = 240,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
