// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: table.memlock
 * A table is locked memory of its maker: with CAP_IPC_LOCK given up, RLIMIT_MEMLOCK holds to the
 * page, also when it is lowered below what is locked, refusals count nothing, and the table's close
 * gives back all of it, so that another fits. What KVM keeps beside the entries counts as well.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64; getrlimit(2)
 */
#include "../kit/tce.h"

static const struct dma_window window = { .page_shift = 12, .size_bytes = 64 << 20 };

static int create(struct rig *rig, uint64_t liobn)
{
	return kvm_tce_create_try(rig->vm->fd, liobn, &window, 12);
}

/* How much a table takes. */
static int64_t table_bytes(struct rig *rig, const struct dma_window *w)
{
	int64_t before_bytes = vfio_locked_bytes(), bytes;
	int table_fd = kvm_tce_create(rig->vm->fd, RIG_LIOBN, w, 12);

	bytes = vfio_locked_bytes() - before_bytes;
	close(table_fd);
	return bytes;
}

/*
 * Each of its pages has a pointer, in pages of their own, which count as well: here so many that a
 * header's page alone has no room for them.
 */
static void many_pages(struct test *t, struct rig *rig)
{
	uint64_t page_bytes = (uint64_t)getpagesize(), pages = page_bytes / sizeof(void *);
	struct dma_window w = { .page_shift = 12,
				.size_bytes = (pages * page_bytes / sizeof(uint64_t)) << 12 };
	int64_t need_bytes = table_bytes(rig, &w);

	t_case(t, "a table of %llu pages", (unsigned long long)pages);
	t_expect(t, need_bytes == (int64_t)((pages + 2) * page_bytes),
		 "it counts as %lld pages, must be %llu and 2 for the pointers to them",
		 (long long)need_bytes / getpagesize(), (unsigned long long)pages);
}

static void limited(struct test *t, void *arg)
{
	int64_t before_bytes, need_bytes;
	struct rig rig;
	int table_fd;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	before_bytes = vfio_locked_bytes();
	need_bytes = table_bytes(&rig, &window);
	t_case(t, "a table counts as locked memory");
	t_expect(t, need_bytes >= (int64_t)dma_window_pages(&window) * 8,
		 "a table with %llu KiB of entries counts as %lld KiB",
		 (unsigned long long)dma_window_pages(&window) * 8 / 1024,
		 (long long)need_bytes / 1024);
	tce_expect_locked(t, before_bytes, "after close of the table");

	many_pages(t, &rig);

	t_case(t, "one page too little");
	tce_limit_locked(t, need_bytes - getpagesize());
	t_expect_errno(t, create(&rig, RIG_LIOBN), -ENOMEM, "KVM_CREATE_SPAPR_TCE_64");
	tce_expect_locked(t, before_bytes, "afterwards");

	t_case(t, "just enough");
	tce_limit_locked(t, need_bytes);
	table_fd = create(&rig, RIG_LIOBN);
	t_expect_fd(t, table_fd, "KVM_CREATE_SPAPR_TCE_64");
	tce_expect_locked(t, before_bytes + need_bytes, "with one table");

	t_case(t, "no second one");
	t_expect_errno(t, create(&rig, RIG_LIOBN + 1), -ENOMEM, "KVM_CREATE_SPAPR_TCE_64");
	tce_expect_locked(t, before_bytes + need_bytes, "with one table still");

	t_case(t, "less allowed than is locked");
	tce_limit_locked(t, -getpagesize());
	t_expect_errno(t, create(&rig, RIG_LIOBN + 1), -ENOMEM, "KVM_CREATE_SPAPR_TCE_64");
	tce_expect_locked(t, before_bytes + need_bytes, "with less allowed");
	tce_limit_locked(t, 0);

	t_case(t, "given back by close");
	close(table_fd);
	tce_expect_locked(t, before_bytes, "after close of the table");
	table_fd = create(&rig, RIG_LIOBN + 1);
	t_expect_fd(t, table_fd, "KVM_CREATE_SPAPR_TCE_64 of the second table");
	close(table_fd);
	t_rig_close(t, &rig);
	tce_expect_locked(t, before_bytes, "in the end");
}

static void run(struct test *t)
{
	t_in_child(t, limited, NULL);
}

TCELIFE_TEST(table_memlock, .name = "table.memlock", .run = run, .needs = NEEDS_KVM);
