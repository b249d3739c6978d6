// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.two_vms
 * Two VMs of one process add and attach the same group, each with its own table. Neither the
 * documentation nor any kernel forbids it; what counts is that each VM's hold is its own: when
 * the first lets go, the second is still attached and still keeps the group; when the second lets
 * go too, the group can be opened again.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst ("When registered with KVM, a reference to the
 * VFIO file is held by KVM")
 */
#include "../kit/attached.h"

struct other {
	struct kvm_vm *vm;
	struct guest_cpu cpu;
	int table_fd, kvm_vfio_fd;
};

static bool attach_other(struct test *t, struct other *o, struct rig *rig)
{
	t_case(t, "attach to a second VM");
	o->vm = guest_vm_create(rig->opts.mode, 1, &o->cpu);
	o->table_fd = kvm_tce_create(o->vm->fd, rig->liobn, &rig->window, rig->window.page_shift);
	o->kvm_vfio_fd = kvm_vfio_create(o->vm->fd);
	if (!t_expect_errno(t, kvm_vfio_group_add_try(o->kvm_vfio_fd, rig->group_fd[0]), 0,
			    "GROUP_ADD") ||
	    !t_expect_errno(
		    t, kvm_vfio_set_spapr_tce_try(o->kvm_vfio_fd, rig->group_fd[0], o->table_fd), 0,
		    "SET_SPAPR_TCE"))
		return false;
	t_expect_bounced(t, put_unregistered(&rig->cpu[0], rig), "H_PUT_TCE in the first VM");
	t_expect_bounced(t, put_unregistered(&o->cpu, rig), "H_PUT_TCE in the second VM");
	return true;
}

static void let_go_one_by_one(struct test *t, struct rig *rig, struct other *o)
{
	int fd;

	t_case(t, "the first lets go");
	t_remove(t, rig, 0);
	t_expect_h(t, put_unregistered(&rig->cpu[0], rig), H_SUCCESS, "H_PUT_TCE in the first VM");
	t_expect_bounced(t, put_unregistered(&o->cpu, rig), "H_PUT_TCE in the second VM");

	t_case(t, "the second still holds");
	rig_close_fd(rig, RIG_FD_DEVICE);
	rig_close_fd(rig, RIG_FD_GROUP);
	rig_close_fd(rig, RIG_FD_CONTAINER);
	t_expect_errno(t, vfio_group_open_try(t_targets(t)->group), -EBUSY, "open of the group");
	t_expect_bounced(t, put_unregistered(&o->cpu, rig), "H_PUT_TCE in the second VM");

	t_case(t, "the second lets go");
	close(o->kvm_vfio_fd);
	fd = vfio_group_open_try(t_targets(t)->group);
	if (t_expect_fd(t, fd, "open of the group"))
		close(fd);
	t_expect_h(t, put_unregistered(&o->cpu, rig), H_SUCCESS, "H_PUT_TCE in the second VM");
}

static void run(struct test *t)
{
	struct other other;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	if (attach_other(t, &other, &rig))
		let_go_one_by_one(t, &rig, &other);
	else
		close(other.kvm_vfio_fd);

	t_case(t, "close");
	close(other.table_fd);
	guest_vm_free(other.vm);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(attach_two_vms, .name = "attach.two_vms", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
