// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.objects_slot
 * As teardown.objects, by a memory slot of the VM: it comes, with a log of the pages that the guest
 * writes to, is moved, has no log any more, and goes. Each time the kernel makes it anew, in the
 * place of the former one, of which nothing stays.
 *
 * Source: Documentation/mm/slab.rst, /proc/slabinfo; Documentation/virt/kvm/api.rst,
 * KVM_SET_USER_MEMORY_REGION; virt/kvm/kvm_main.c:kvm_commit_memory_region()
 */
#include "../kit/objects.h"

#define SLOT  9u
#define GPA   (1ull << 32) /* behind all that the guest has */
#define MOVED (2ull << 32)
#define TIMES 64u

static void set_slot(struct rig *rig, uint64_t gpa, uint64_t bytes, uint32_t flags)
{
	struct kvm_userspace_memory_region region = { .slot = SLOT,
						      .flags = flags,
						      .guest_phys_addr = gpa,
						      .memory_size = bytes,
						      .userspace_addr = (uintptr_t)rig->dma_hva };

	TEST_ASSERT(!ioctl(rig->vm->fd, KVM_SET_USER_MEMORY_REGION, &region), "%s",
		    strerror(errno));
}

static void by_slot(void *arg)
{
	struct rig *rig = arg;

	set_slot(rig, GPA, rig->dma_bytes, KVM_MEM_LOG_DIRTY_PAGES);
	set_slot(rig, MOVED, rig->dma_bytes, KVM_MEM_LOG_DIRTY_PAGES);
	set_slot(rig, MOVED, rig->dma_bytes, 0);
	set_slot(rig, MOVED, 0, 0);
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "by a slot");
	if (!t_objects_in_sight(t))
		return;
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	t_expect_objects_stay(t, by_slot, &rig, TIMES);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(teardown_objects_slot, .name = "teardown.objects_slot", .run = run, .hang_s = 240,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
