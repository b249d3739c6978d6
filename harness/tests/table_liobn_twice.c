// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: table.liobn_twice
 * A LIOBN names one table of one VM. A second table of the same name is refused, by either
 * request, and costs nothing; the name is free once the first table is closed; another VM may
 * use it all the same.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.62 KVM_CREATE_SPAPR_TCE, 4.98 KVM_CREATE_SPAPR_TCE_64
 */
#include "../kit/tce.h"

static const struct dma_window window = { .page_shift = 12, .size_bytes = 1 << 20 };

static void twice(struct test *t, int vm_fd)
{
	int64_t before_bytes = vfio_locked_bytes(), one_bytes;
	int table_fd = kvm_tce_create(vm_fd, RIG_LIOBN, &window, 12);

	one_bytes = vfio_locked_bytes();
	t_case(t, "a second table of the same LIOBN");
	t_expect_errno(t, kvm_tce_create_try(vm_fd, RIG_LIOBN, &window, 12), -EBUSY,
		       "KVM_CREATE_SPAPR_TCE_64");
	tce_expect_locked(t, one_bytes, "after KVM_CREATE_SPAPR_TCE_64");

	t_case(t, "the same by the older request");
	t_expect_errno(t, kvm_tce_create32_try(vm_fd, RIG_LIOBN, 1 << 20), -EBUSY,
		       "KVM_CREATE_SPAPR_TCE");
	tce_expect_locked(t, one_bytes, "after KVM_CREATE_SPAPR_TCE");

	t_case(t, "of another size");
	t_expect_errno(t, kvm_tce_create32_try(vm_fd, RIG_LIOBN, 4096), -EBUSY,
		       "KVM_CREATE_SPAPR_TCE of one page");
	tce_expect_locked(t, one_bytes, "after KVM_CREATE_SPAPR_TCE of one page");

	t_case(t, "again after close");
	close(table_fd);
	tce_expect_locked(t, before_bytes, "after close of the table");
	table_fd = kvm_tce_create_try(vm_fd, RIG_LIOBN, &window, 12);
	if (t_expect_fd(t, table_fd, "KVM_CREATE_SPAPR_TCE_64"))
		close(table_fd);
	tce_expect_locked(t, before_bytes, "after close of the second table");
}

static void of_many(struct test *t, int vm_fd)
{
	int table_fd[3];

	t_case(t, "a second table of one LIOBN among many");
	for (unsigned int i = 0; i < ARRAY_SIZE(table_fd); i++)
		table_fd[i] = kvm_tce_create(vm_fd, RIG_LIOBN + i, &window, 12);
	for (unsigned int i = 0; i < ARRAY_SIZE(table_fd); i++)
		t_expect_errno(t, kvm_tce_create_try(vm_fd, RIG_LIOBN + i, &window, 12), -EBUSY,
			       "KVM_CREATE_SPAPR_TCE_64 as table %u of them", i + 1);
	for (unsigned int i = 0; i < ARRAY_SIZE(table_fd); i++)
		close(table_fd[i]);
}

/* LIOBNs have 64 bits: those that differ above bit 31 are different. */
static void high_bits(struct test *t, int vm_fd)
{
	int low_fd = kvm_tce_create(vm_fd, RIG_LIOBN, &window, 12);
	int high_fd = kvm_tce_create_try(vm_fd, RIG_LIOBN | 1ull << 32, &window, 12);

	t_case(t, "a LIOBN that differs in the upper half");
	if (t_expect_fd(t, high_fd, "KVM_CREATE_SPAPR_TCE_64"))
		close(high_fd);
	close(low_fd);
}

static void two_vms(struct test *t, struct rig *one)
{
	struct rig other;
	int one_fd, other_fd;

	t_case(t, "the same LIOBN in two VMs");
	rig_open(&other, t_targets(t), NULL, RIG_VM);
	one_fd = kvm_tce_create(one->vm->fd, RIG_LIOBN, &window, 12);
	other_fd = kvm_tce_create_try(other.vm->fd, RIG_LIOBN, &window, 12);
	t_expect_fd(t, other_fd, "KVM_CREATE_SPAPR_TCE_64 in the other VM");

	t_expect_h(t, guest_put_tce(&one->cpu[0], RIG_LIOBN, 0, tce_of(one, 0, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE in the one VM");
	tce_expect_entry(t, &other, RIG_LIOBN, 0, 0, "the other VM's entry");
	close(one_fd);
	t_expect_bounced(t, guest_get_tce(&one->cpu[0], RIG_LIOBN, 0),
			 "H_GET_TCE after close in the one VM");
	tce_expect_entry(t, &other, RIG_LIOBN, 0, 0, "after close in the one VM");
	close(other_fd);
	t_rig_close(t, &other);
}

static void run(struct test *t)
{
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	twice(t, rig.vm->fd);
	of_many(t, rig.vm->fd);
	high_bits(t, rig.vm->fd);
	two_vms(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
}

TCELIFE_TEST(table_liobn_twice, .name = "table.liobn_twice", .run = run, .needs = NEEDS_KVM);
