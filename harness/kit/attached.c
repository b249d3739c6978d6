// SPDX-License-Identifier: GPL-2.0-only
#include "attached.h"

#define MIN_LARGE_BYTES (64ull << 20)
#define LARGE_PAGES	16

struct hcall_result put_unregistered(struct guest_cpu *cpu, const struct rig *rig)
{
	return guest_put_tce(cpu, rig->liobn, rig_ioba(rig, 1), TCE_PCI_READ);
}

bool t_expect_attached(struct test *t, struct rig *rig)
{
	return t_expect_bounced(t, put_unregistered(&rig->cpu[0], rig),
				"attached: H_PUT_TCE of unregistered memory");
}

bool t_expect_detached(struct test *t, struct rig *rig)
{
	return t_expect_h(t, put_unregistered(&rig->cpu[0], rig), H_SUCCESS,
			  "detached: H_PUT_TCE of unregistered memory");
}

bool t_expect_maps(struct test *t, struct rig *rig)
{
	uint64_t tce = rig_gpa(rig, 0) | TCE_PCI_READ;

	return t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), tce),
			  H_SUCCESS, "H_PUT_TCE of registered memory");
}

int add_try(const struct rig *rig)
{
	return kvm_vfio_group_add_try(rig->kvm_vfio_fd, rig->group_fd[0]);
}

int attach_try(const struct rig *rig)
{
	return kvm_vfio_set_spapr_tce_try(rig->kvm_vfio_fd, rig->group_fd[0], rig->table_fd);
}

void attached_close_vm(struct rig *rig)
{
	rig_close_fd(rig, RIG_FD_KVM_VFIO);
	rig_close_fd(rig, RIG_FD_TABLE);
	rig_close_fd(rig, RIG_FD_VCPU);
	rig_close_fd(rig, RIG_FD_VM);
}

void t_remove(struct test *t, struct rig *rig, unsigned int n)
{
	t_expect_errno(t, kvm_vfio_group_del_try(rig->kvm_vfio_fd, rig->group_fd[n]), 0,
		       "GROUP_DEL");
	rig_undone(rig, RIG_ADDED, n);
}

uint64_t large_window_bytes(void)
{
	uint64_t tces = (uint64_t)getpagesize() * LARGE_PAGES / 2 / sizeof(uint64_t);

	return tces << 12 < MIN_LARGE_BYTES ? MIN_LARGE_BYTES : tces << 12;
}
