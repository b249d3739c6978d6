// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.other_vm
 * A VM's guest must not program the hardware through another VM's table: SET_SPAPR_TCE with a
 * table of another VM is EINVAL, also when that VM's fd is closed and its table is all that is
 * left of it; the other VM's KVM-VFIO device does not know the group (ENOENT). Afterwards neither
 * table is attached, the VM's own table is accepted, and the other VM can be freed.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("VFIO files in use by the VM")
 */
#include "../kit/attached.h"

/* A second VM with a table of the same number and size, and a KVM-VFIO device. */
struct other {
	struct kvm_vm *vm;
	struct guest_cpu cpu;
	int table_fd, kvm_vfio_fd;
};

static void other_open(struct other *o, const struct rig *rig)
{
	o->vm = guest_vm_create(rig->opts.mode, 1, &o->cpu);
	o->table_fd = kvm_tce_create(o->vm->fd, rig->liobn, &rig->window, rig->window.page_shift);
	o->kvm_vfio_fd = kvm_vfio_create(o->vm->fd);
}

static void expect_refused(struct test *t, struct rig *rig, struct other *o)
{
	t_case(t, "another VM's table");
	t_expect_errno(t,
		       kvm_vfio_set_spapr_tce_try(rig->kvm_vfio_fd, rig->group_fd[0], o->table_fd),
		       -EINVAL, "SET_SPAPR_TCE");

	t_case(t, "another VM's KVM-VFIO device");
	t_expect_errno(t, kvm_vfio_set_spapr_tce_try(o->kvm_vfio_fd, rig->group_fd[0], o->table_fd),
		       -ENOENT, "SET_SPAPR_TCE with that VM's table");
	t_expect_errno(t,
		       kvm_vfio_set_spapr_tce_try(o->kvm_vfio_fd, rig->group_fd[0], rig->table_fd),
		       -ENOENT, "SET_SPAPR_TCE with this VM's table");
	t_expect_errno(t, kvm_vfio_group_del_try(o->kvm_vfio_fd, rig->group_fd[0]), -ENOENT,
		       "GROUP_DEL");

	t_case(t, "neither table is attached");
	t_expect_h(t, put_unregistered(&rig->cpu[0], rig), H_SUCCESS, "H_PUT_TCE in this VM");
	t_expect_h(t, put_unregistered(&o->cpu, rig), H_SUCCESS, "H_PUT_TCE in the other VM");
}

static void run(struct test *t)
{
	struct other other;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_ADDED);
	other_open(&other, &rig);
	expect_refused(t, &rig, &other);

	t_case(t, "its own table");
	rig_advance(&rig, RIG_READY);
	t_expect_bounced(t, put_unregistered(&rig.cpu[0], &rig), "H_PUT_TCE in this VM");
	t_expect_h(t, put_unregistered(&other.cpu, &rig), H_SUCCESS, "H_PUT_TCE in the other VM");

	t_case(t, "table of a closed VM");
	close(other.kvm_vfio_fd);
	guest_vm_free(other.vm);
	t_expect_errno(t,
		       kvm_vfio_set_spapr_tce_try(rig.kvm_vfio_fd, rig.group_fd[0], other.table_fd),
		       -EINVAL, "SET_SPAPR_TCE");
	close(other.table_fd);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_other_vm, .name = "attach.other_vm", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
