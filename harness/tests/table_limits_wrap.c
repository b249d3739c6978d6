// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: table.limits_wrap
 * Offset and size whose sum wraps around 64 bits end beyond every I/O address: the table is
 * refused. One that is not has room for none of its entries.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64
 * Known: table-offset-size-wrap
 */
#include "../kit/tce.h"

static const struct {
	const char *name;
	uint64_t offset, size;
} rows[] = {
	{ "sum is 2^64", 1ull << 63, 1ull << 63 },
	{ "sum is 2^64 with a page of entries", 0ull - 512, 512 },
	{ "sum is 2^64 + 1", ~0ull, 2 },
	{ "sum is nearly 2^65", ~0ull, ~0ull },
};

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		struct kvm_create_spapr_tce_64 args = {
			.liobn = RIG_LIOBN,
			.page_shift = 12,
			.offset = rows[i].offset,
			.size = rows[i].size,
		};
		int64_t before_bytes = vfio_locked_bytes();
		int table_fd;

		t_case(t, "%s", rows[i].name);
		table_fd = kvm_tce_create_raw_try(rig.vm->fd, &args);
		t_expect_errno(t, table_fd < 0 ? table_fd : 0, -EINVAL, "KVM_CREATE_SPAPR_TCE_64");
		if (table_fd >= 0)
			close(table_fd);
		tce_expect_locked(t, before_bytes, "afterwards");
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
}

TCELIFE_TEST(table_limits_wrap, .name = "table.limits_wrap", .run = run, .needs = NEEDS_KVM);
