// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.register_zero
 * A block of no size is refused as bad input, and the kernel has nothing to say about it in its
 * log: with panic_on_warn any user of the container could bring the machine down.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_IOMMU_SPAPR_REGISTER_MEMORY;
 * Documentation/process/deprecated.rst: WARN() is not for what user space can bring about
 * Known: register-nothing-warns
 */
#include "../kit/tce.h"

static void run(struct test *t)
{
	struct rig rig;
	int64_t before_bytes;
	void *hva;

	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	before_bytes = vfio_locked_bytes();
	hva = mmap(NULL, getpagesize(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	t_case(t, "register no memory");
	t_expect_errno(t, vfio_register_memory_try(rig.container_fd, hva, 0), -EINVAL,
		       "VFIO_IOMMU_SPAPR_REGISTER_MEMORY of size 0");
	tce_expect_locked(t, before_bytes, "afterwards");

	t_case(t, "close");
	munmap(hva, getpagesize());
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_register_zero, .name = "memory.register_zero", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
