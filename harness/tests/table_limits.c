// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: table.limits
 * Sizes, page shifts and offsets of a table, inside and outside of what can be had. Each refusal
 * has its errno, and gives back what was counted as locked memory before it came.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64: size and offset are
 * numbers of IOMMU pages, flags are not used; arch/powerpc/include/asm/iommu.h for page shifts
 */
#include "../kit/tce.h"

#define IOBA_PAGES_4K (1ull << 52) /* 4 KiB pages in 64 bits of I/O addresses */

static const struct {
	const char *name;
	struct kvm_create_spapr_tce_64 args;
	int want;
} rows[] = {
	{ "size 0", { .page_shift = 12 }, -EINVAL },
	{ "size 1", { .page_shift = 12, .size = 1 }, 0 },
	{ "page shift 0", { .page_shift = 0, .size = 256 }, -EINVAL },
	{ "page shift 11", { .page_shift = 11, .size = 256 }, -EINVAL },
	{ "page shift 12", { .page_shift = 12, .size = 256 }, 0 },
	{ "page shift 16", { .page_shift = 16, .size = 256 }, 0 },
	{ "page shift 21", { .page_shift = 21, .size = 256 }, 0 },
	{ "page shift 24", { .page_shift = 24, .size = 256 }, 0 },
	{ "page shift 30", { .page_shift = 30, .size = 256 }, 0 },
	{ "page shift 34", { .page_shift = 34, .size = 256 }, 0 },
	{ "page shift 35", { .page_shift = 35, .size = 256 }, -EINVAL },
	{ "page shift 64", { .page_shift = 64, .size = 256 }, -EINVAL },
	{ "page shift 12 and 64 more", { .page_shift = 76, .size = 256 }, -EINVAL },
	{ "page shift 12 and 128 more", { .page_shift = 140, .size = 256 }, -EINVAL },
	{ "page shift 2^32 - 1", { .page_shift = ~0u, .size = 256 }, -EINVAL },
	{ "a flag", { .page_shift = 12, .size = 256, .flags = 1 }, -EINVAL },
	{ "all flags", { .page_shift = 12, .size = 256, .flags = ~0u }, -EINVAL },
	{ "an offset", { .page_shift = 12, .offset = 1ull << 47, .size = 256 }, 0 },
	{ "nearly at the end of I/O addresses",
	  { .page_shift = 12, .offset = IOBA_PAGES_4K - 257, .size = 256 },
	  0 },
	{ "nearly at the end with 16 GiB pages",
	  { .page_shift = 34, .offset = (1ull << 30) - 257, .size = 256 },
	  0 },
	{ "over the end of I/O addresses",
	  { .page_shift = 12, .offset = IOBA_PAGES_4K - 255, .size = 256 },
	  -EINVAL },
	{ "over the end with 16 GiB pages",
	  { .page_shift = 34, .offset = (1ull << 30) - 255, .size = 256 },
	  -EINVAL },
	{ "over the end by its last page",
	  { .page_shift = 12, .offset = IOBA_PAGES_4K - 1, .size = 2 },
	  -EINVAL },
	{ "offset beyond I/O addresses",
	  { .page_shift = 12, .offset = IOBA_PAGES_4K, .size = 256 },
	  -EINVAL },
	{ "size beyond I/O addresses", { .page_shift = 12, .size = IOBA_PAGES_4K + 1 }, -EINVAL },
	{ "size 2^64 - 1", { .page_shift = 12, .size = ~0ull }, -EINVAL },
	{ "size 2^63", { .page_shift = 12, .size = 1ull << 63 }, -EINVAL },
	{ "offset 2^64 - 1", { .page_shift = 12, .offset = ~0ull, .size = 1ull << 62 }, -EINVAL },
	{ "more entries than memory", { .page_shift = 12, .size = 1ull << 40 }, -ENOMEM },
	{ "nearly all I/O addresses", { .page_shift = 12, .size = IOBA_PAGES_4K - 1 }, -ENOMEM },
};

static void one_row(struct test *t, int vm_fd, struct kvm_create_spapr_tce_64 args, int want)
{
	int64_t before_bytes = vfio_locked_bytes();
	int table_fd;

	args.liobn = RIG_LIOBN;
	table_fd = kvm_tce_create_raw_try(vm_fd, &args);
	t_expect_errno(t, table_fd < 0 ? table_fd : 0, want, "KVM_CREATE_SPAPR_TCE_64");
	if (table_fd >= 0) {
		t_expect(t, vfio_locked_bytes() > before_bytes,
			 "the table does not count as locked memory");
		close(table_fd);
	}
	tce_expect_locked(t, before_bytes, "afterwards");
}

/*
 * Everything is right but that there is no room for one more fd. In a child, with a VM of its own:
 * KVM serves nobody else, and the limit ends with it.
 */
static void no_fd_left(struct test *t, void *arg)
{
	struct kvm_create_spapr_tce_64 args = { .liobn = RIG_LIOBN, .page_shift = 12, .size = 256 };
	struct rlimit before;
	int64_t before_bytes;
	struct rig rig;
	int ret;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	before_bytes = vfio_locked_bytes();
	t_take_fds(t, &before);
	ret = kvm_tce_create_raw_try(rig.vm->fd, &args);
	t_free_fds(t, &before);
	t_expect_errno(t, ret, -EMFILE, "KVM_CREATE_SPAPR_TCE_64 without a free fd");
	tce_expect_locked(t, before_bytes, "afterwards");
	one_row(t, rig.vm->fd, args, 0);
	t_rig_close(t, &rig);
}

/* An address of user space with nothing behind it. */
static void *nowhere(void)
{
	void *hva = mmap(NULL, getpagesize(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	munmap(hva, getpagesize());
	return hva;
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		t_case(t, "%s", rows[i].name);
		one_row(t, rig.vm->fd, rows[i].args, rows[i].want);
	}

	t_case(t, "bad address");
	t_expect_errno(t, kvm_tce_create_raw_try(rig.vm->fd, NULL), -EFAULT,
		       "KVM_CREATE_SPAPR_TCE_64");
	t_expect_errno(t, kvm_tce_create_raw_try(rig.vm->fd, nowhere()), -EFAULT,
		       "KVM_CREATE_SPAPR_TCE_64 of unmapped memory");

	t_case(t, "no fd left");
	t_in_child(t, no_fd_left, NULL);

	t_case(t, "usable after all that");
	one_row(t, rig.vm->fd, rows[1].args, 0);

	t_case(t, "close");
	t_rig_close(t, &rig);
}

TCELIFE_TEST(table_limits, .name = "table.limits", .run = run, .needs = NEEDS_KVM);
