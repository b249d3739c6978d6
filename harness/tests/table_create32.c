// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: table.create32
 * The older request, KVM_CREATE_SPAPR_TCE: one entry for each 4 KiB of a window from I/O address
 * 0 on, with a size in bytes that fits into 32 bits. Its tables are as good as those of the newer
 * request, and drive hardware as well.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.62 KVM_CREATE_SPAPR_TCE
 */
#include "../kit/tce.h"

static const struct {
	const char *name;
	uint32_t bytes;
	int want;
	uint64_t last_ioba; /* of the last entry */
} rows[] = {
	{ "no size", 0, -EINVAL, 0 },
	{ "less than a page", 4095, -EINVAL, 0 },
	{ "one page", 4096, 0, 0 },
	{ "a page and a bit", 4097, 0, 0 },
	{ "1 MiB", 1 << 20, 0, 0xff000 },
	{ "the most that 32 bits can say", 0xffffffff, 0, 0xffffe000 },
};

static void try_last_entry(struct test *t, struct rig *rig, uint64_t last_ioba)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH);

	t_expect_h(t, guest_put_tce(&rig->cpu[0], RIG_LIOBN, last_ioba, tce), H_SUCCESS,
		   "H_PUT_TCE of the last entry");
	tce_expect_entry(t, rig, RIG_LIOBN, last_ioba, tce, "the last entry");
	t_expect_h(t, guest_put_tce(&rig->cpu[0], RIG_LIOBN, last_ioba + 4096, tce), H_PARAMETER,
		   "H_PUT_TCE behind the last entry");
	t_expect_h(t, guest_put_tce(&rig->cpu[0], RIG_LIOBN, last_ioba + 2048, tce), H_PARAMETER,
		   "H_PUT_TCE in the middle of the last page");
}

static void sizes(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++) {
		int64_t before_bytes = vfio_locked_bytes();
		int table_fd;

		t_case(t, "%s", rows[i].name);
		table_fd = kvm_tce_create32_try(rig.vm->fd, RIG_LIOBN, rows[i].bytes);
		t_expect_errno(t, table_fd < 0 ? table_fd : 0, rows[i].want,
			       "KVM_CREATE_SPAPR_TCE");
		if (table_fd >= 0) {
			try_last_entry(t, &rig, rows[i].last_ioba);
			close(table_fd);
		}
		tce_expect_locked(t, before_bytes, "afterwards");
	}

	t_case(t, "bad address");
	t_expect_errno(t, ioctl(rig.vm->fd, KVM_CREATE_SPAPR_TCE, NULL) ? -errno : 0, -EFAULT,
		       "KVM_CREATE_SPAPR_TCE");
	t_rig_close(t, &rig);
}

static void with_hardware(struct test *t)
{
	struct rig rig;

	t_case(t, "attached to a group");
	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	rig.table_fd = kvm_tce_create32_try(rig.vm->fd, rig.liobn, 1 << 20);
	if (!t_expect_fd(t, rig.table_fd, "KVM_CREATE_SPAPR_TCE"))
		t_error(t, "no table to attach");
	rig.step = RIG_TABLE;
	rig_advance(&rig, RIG_READY);
	try_last_entry(t, &rig, 0xff000);
	tce_expect_clears(t, &rig, 256, "the whole table");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	sizes(t);
	with_hardware(t);
}

TCELIFE_TEST(table_create32, .name = "table.create32", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
