// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: memory.register_hole
 * A block with a hole in it, or with nothing behind its beginning, cannot be pinned as a whole:
 * EFAULT, nothing stays pinned or locked. An answer that is no error makes user space believe
 * that the block is registered.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_IOMMU_SPAPR_REGISTER_MEMORY "pins user pages and does
 * the locked memory accounting"; Documentation/driver-api/ioctl.rst: positive answers are no errors
 * Known: register-hole-returns-pages
 */
#include "../kit/tce.h"

#define PAGES 8

static const struct {
	const char *name;
	unsigned int hole; /* the page that is missing */
} rows[] = {
	{ "the first page is missing", 0 },
	{ "a page in the middle is missing", PAGES / 2 },
	{ "the last page is missing", PAGES - 1 },
};

static void one_row(struct test *t, struct rig *rig, unsigned int hole)
{
	uint64_t page_bytes = getpagesize();
	int64_t before_bytes = vfio_locked_bytes();
	char *hva = mmap(NULL, PAGES * page_bytes, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int ret;

	munmap(hva + hole * page_bytes, page_bytes);
	ret = vfio_register_memory_try(rig->container_fd, hva, PAGES * page_bytes);
	if (ret > 0)
		t_diag(t, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY answers %d", ret);
	t_expect_errno(t, ret, -EFAULT, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY");
	tce_expect_locked(t, before_bytes, "afterwards");
	t_expect_errno(t, vfio_unregister_memory_try(rig->container_fd, hva, PAGES * page_bytes),
		       -ENOENT, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY");
	munmap(hva, PAGES * page_bytes);
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		t_case(t, "%s", rows[i].name);
		one_row(t, &rig, rows[i].hole);
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(memory_register_hole, .name = "memory.register_hole", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
