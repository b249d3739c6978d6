// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.memlock
 * Registered memory is locked memory: with CAP_IPC_LOCK given up, RLIMIT_MEMLOCK holds to the
 * byte, a refusal pins nothing and counts nothing, unregistering gives back all of it, and so does
 * the end of the container. When the limit is lowered below what is locked, that stays, and not a
 * page more is allowed.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 5): "updating
 * mm::locked_vm counter to make sure we do not exceed the rlimit"; getrlimit(2)
 */
#include "../kit/tce.h"

#define BLOCK_PAGES 32

static void limited(struct test *t, void *arg)
{
	uint64_t block_bytes = BLOCK_PAGES * (uint64_t)getpagesize();
	int64_t before_bytes;
	struct rig rig;
	char *hva;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	hva = mmap(NULL, 2 * block_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		   0);
	before_bytes = vfio_locked_bytes();

	t_case(t, "one page too little");
	tce_limit_locked(t, block_bytes - getpagesize());
	t_expect_errno(t, vfio_register_memory_try(rig.container_fd, hva, block_bytes), -ENOMEM,
		       "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	tce_expect_locked(t, before_bytes, "afterwards");
	t_expect_errno(t, vfio_unregister_memory_try(rig.container_fd, hva, block_bytes), -ENOENT,
		       "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY of what was refused");

	t_case(t, "one byte too little");
	tce_limit_locked(t, block_bytes - 1);
	t_expect_errno(t, vfio_register_memory_try(rig.container_fd, hva, block_bytes), -ENOMEM,
		       "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	tce_expect_locked(t, before_bytes, "afterwards");

	t_case(t, "just enough");
	tce_limit_locked(t, block_bytes);
	t_expect_errno(t, vfio_register_memory_try(rig.container_fd, hva, block_bytes), 0,
		       "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	tce_expect_locked(t, before_bytes + block_bytes, "with one block");

	t_case(t, "not a page more");
	t_expect_errno(t,
		       vfio_register_memory_try(rig.container_fd, hva + block_bytes, getpagesize()),
		       -ENOMEM, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	tce_expect_locked(t, before_bytes + block_bytes, "with one block still");

	t_case(t, "less allowed than is locked");
	tce_limit_locked(t, -getpagesize());
	t_expect_errno(t,
		       vfio_register_memory_try(rig.container_fd, hva + block_bytes, getpagesize()),
		       -ENOMEM, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	tce_expect_locked(t, before_bytes + block_bytes, "with less allowed");
	tce_limit_locked(t, 0);

	t_case(t, "given back by unregistering");
	t_expect_errno(t, vfio_unregister_memory_try(rig.container_fd, hva, block_bytes), 0,
		       "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	tce_expect_locked(t, before_bytes, "with none");
	t_expect_errno(t,
		       vfio_register_memory_try(rig.container_fd, hva + block_bytes, block_bytes),
		       0, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY of another block");

	t_case(t, "given back by the end of the container");
	t_rig_close(t, &rig);
	tce_expect_locked(t, 0, "in the end");
	munmap(hva, 2 * block_bytes);
}

static void run(struct test *t)
{
	t_in_child(t, limited, NULL);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_memlock, .name = "memory.memlock", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
