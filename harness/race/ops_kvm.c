// SPDX-License-Identifier: GPL-2.0-only
/* KVM's half: tables, the groups that KVM holds. */
#include <unistd.h>

#include "op.h"

/* --- KVM's hold on the group --- */

static int run_group_add(struct scene *s, unsigned int side)
{
	(void)side;
	return kvm_vfio_group_add_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0]);
}

static void after_group_add(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	if (!answer && s->rig.kvm_vfio_fd >= 0 && s->rig.group_fd[0] >= 0)
		scene_introduce_group(s);
}

RACE_OP(group_add, .name = "group_add", .what = "KVM_DEV_VFIO_GROUP_ADD",
	.on = ON_KVM_VFIO | ON_GROUP | ON_PART_TOLD, .under = UNDER_KVM_VFIO,
	.without = 1u << FACT_ADDED, .changes = 1u << FACT_ADDED,
	.lack = { { FACT_KVM_VFIO, -EBADF }, { FACT_GROUP, -EBADF }, { FACT_ADDED, -EEXIST } },
	.with_itself = true, .one_wins = true, .run = run_group_add, .after = after_group_add);

static int run_group_del(struct scene *s, unsigned int side)
{
	(void)side;
	return kvm_vfio_group_del_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0]);
}

RACE_OP(group_del, .name = "group_del", .what = "KVM_DEV_VFIO_GROUP_DEL",
	.on = ON_KVM_VFIO | ON_GROUP | ON_TABLE | ON_PART_BACK, .under = UNDER_KVM_VFIO,
	.changes = 1u << FACT_ADDED,
	.lack = { { FACT_KVM_VFIO, -EBADF }, { FACT_GROUP, -EBADF }, { FACT_ADDED, -ENOENT } },
	.with_itself = true, .one_wins = true, .frees_late = true, .run = run_group_del);

/*
 * What no container has registered is left to user space by a table that drives hardware: 1; the
 * others take it: 0. -errno: the guest did not come to say.
 */
static int table_drives(struct scene *s, unsigned int side)
{
	const uint64_t args[] = { s->rig.liobn, rig_ioba(&s->rig, 0),
				  SCENE_OTHER_GPA | TCE_PCI_READ };
	struct hcall_result res;
	int ret = guest_hcall_try(scene_cpu(s, side), H_PUT_TCE, args, 3, &res);

	return ret ?: res.bounced;
}

static const char *broken_group_del_untied(struct scene *s, unsigned int side, int answer)
{
	return answer || table_drives(s, side) != 1 ? NULL : "the table drives the group still";
}

RACE_OP(group_del_untied, .name = "group_del_untied",
	.what = "KVM_DEV_VFIO_GROUP_DEL, and what drives the group then", .on = ON_PART_TIED,
	.under = UNDER_KVM_VFIO, .needs = 1u << FACT_ADDED, .changes = 1u << FACT_ADDED,
	.lack = { { FACT_ADDED, -ENOENT } }, .runs_vcpu = true, .frees_late = true,
	.run = run_group_del, .broken = broken_group_del_untied);

static int run_attach(struct scene *s, unsigned int side)
{
	(void)side;
	return kvm_vfio_set_spapr_tce_try(s->rig.kvm_vfio_fd, s->rig.group_fd[0], s->rig.table_fd);
}

RACE_OP(attach, .name = "attach", .what = "KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE",
	.on = ON_KVM_VFIO | ON_GROUP | ON_TABLE | ON_CONTAINER | ON_PART_TIED,
	.under = UNDER_KVM_VFIO, .without = 1u << FACT_ATTACHED, .changes = 1u << FACT_ATTACHED,
	.lack = { { FACT_KVM_VFIO, -EBADF },
		  { FACT_GROUP, -EBADF },
		  { FACT_TABLE, -EBADF },
		  { FACT_TABLE, -EINVAL },
		  { FACT_ADDED, -ENOENT },
		  { FACT_WINDOW, -EINVAL },
		  { FACT_BOUND, -EIO },
		  { FACT_ATTACHED, -ENOTTY } },
	.with_itself = true, .run = run_attach);

static int run_kvm_vfio_close(struct scene *s, unsigned int side)
{
	(void)side;
	return op_answer_of(close(s->rig.kvm_vfio_fd));
}

static void after_kvm_vfio_close(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	(void)answer;
	s->rig.kvm_vfio_fd = -1;
}

RACE_OP(kvm_vfio_close, .name = "kvm_vfio_close", .what = "close of the KVM-VFIO device",
	.on = ON_KVM_VFIO | ON_GROUP | ON_TABLE | ON_VM | ON_PART_NEXT, .under = UNDER_KVM,
	.changes = 1u << FACT_KVM_VFIO, .lack = { { FACT_KVM_VFIO, -EBADF } }, .frees_late = true,
	.run = run_kvm_vfio_close, .after = after_kvm_vfio_close);

static int run_kvm_vfio_claim(struct scene *s, unsigned int side)
{
	return op_opened(s, side, kvm_vfio_create_try(s->rig.vm->fd));
}

RACE_OP(kvm_vfio_claim, .name = "kvm_vfio_claim", .what = "KVM_CREATE_DEVICE of a KVM-VFIO device",
	.under = UNDER_KVM, .needs = 1u << FACT_VM, .without = 1u << FACT_KVM_VFIO, .busy = -EBUSY,
	.with_itself = true, .one_wins = true, .run = run_kvm_vfio_claim, .after = op_close_other);

/* A VM has one at most: the next takes over when all of the last one is gone, or is refused. */
static int run_kvm_vfio_next(struct scene *s, unsigned int side)
{
	int fd = kvm_vfio_create_try(s->rig.vm->fd);
	int ret;

	if (fd < 0)
		return fd;
	s->other_fd[side] = fd;
	ret = kvm_vfio_group_add_try(fd, s->rig.group_fd[0]);
	return ret ?: kvm_vfio_set_spapr_tce_try(fd, s->rig.group_fd[0], s->rig.table_fd);
}

static const char *broken_kvm_vfio_next(struct scene *s, unsigned int side, int answer)
{
	return answer || table_drives(s, side) != 0 ? NULL : "the table does not drive the group";
}

RACE_OP(kvm_vfio_next, .name = "kvm_vfio_next",
	.what = "KVM_CREATE_DEVICE of the next KVM-VFIO device, and all that it is told",
	.on = ON_PART_NEXT, .under = UNDER_KVM, .needs = 1u << FACT_ATTACHED, .busy = -EBUSY,
	.runs_vcpu = true, .run = run_kvm_vfio_next, .broken = broken_kvm_vfio_next,
	.after = op_close_other);

/* --- a VM that only the KVM-VFIO device holds --- */

/* Whoever opens the device takes the VM from the group, while it lives. */
RACE_OP(kvm_vfio_close_last, .name = "kvm_vfio_close_last",
	.what = "close of the KVM-VFIO device, the last that holds the VM",
	.on = ON_PART_LAST | ON_PART_ENDS, .needs = 1u << FACT_LAST, .without = 1u << FACT_MEMORY,
	.changes = 1u << FACT_VM, .run = run_kvm_vfio_close, .after = after_kvm_vfio_close);

/* --- what the group knows of the VM --- */

#define GONE_MS 1000 /* as a rule it is at once */
#define KEPT_MS 20   /* what is kept is so for good */

static bool is_gone(int vm_fd, unsigned int limit_ms)
{
	for (unsigned int ms = 0; ms < limit_ms; ms++) {
		if (!guest_vm_lives(vm_fd))
			return true;
		usleep(1000);
	}
	return false;
}

/* Nothing else holds the VM; does a device that is opened now? */
static bool device_keeps_vm(struct scene *s, unsigned int side, int device_fd,
			    unsigned int limit_ms)
{
	int vm_fd = scene_close_vm_fds(s);

	run_kvm_vfio_close(s, side);
	after_kvm_vfio_close(s, side, 0);
	scene_disturbed(s, 1u << FACT_VM);
	return device_fd >= 0 && !is_gone(vm_fd, limit_ms);
}

/* KVM is gone, and its last word to the group was that. */
static const char *broken_kvm_vfio_close_told(struct scene *s, unsigned int side, int answer)
{
	int group_fd = vfio_group_open_try(s->rig.target[0]->group);
	int container_fd = vfio_container_open_try(), device_fd = -1;
	bool keeps;

	(void)side;
	(void)answer;
	if (!vfio_set_container_try(group_fd, container_fd) &&
	    !vfio_set_iommu_try(container_fd, s->rig.opts.iommu_type))
		device_fd = vfio_device_open_try(group_fd, s->rig.target[0]->bdf);
	keeps = device_fd >= 0 && !is_gone(scene_close_vm_fds(s), GONE_MS);
	scene_disturbed(s, 1u << FACT_VM);
	close(device_fd);
	close(group_fd);
	close(container_fd);
	if (device_fd < 0)
		return "the device cannot be opened afterwards";
	return keeps ? "a device that is opened afterwards keeps the VM" : NULL;
}

RACE_OP(kvm_vfio_close_told, .name = "kvm_vfio_close_told",
	.what = "close of the KVM-VFIO device, and what the group knows of the VM then",
	.on = ON_PART_TELLS, .under = UNDER_KVM, .needs = 1u << FACT_ADDED,
	.without = 1u << FACT_MEMORY, .changes = 1u << FACT_KVM_VFIO, .frees_late = true,
	.run = run_kvm_vfio_close, .broken = broken_kvm_vfio_close_told,
	.after = after_kvm_vfio_close);

/* It was added and is removed: the group knows no VM. */
static const char *broken_group_del_told(struct scene *s, unsigned int side, int answer)
{
	int device_fd;
	bool keeps;

	if (answer)
		return NULL;
	device_fd = vfio_device_open_try(s->rig.group_fd[0], s->rig.target[0]->bdf);
	keeps = device_keeps_vm(s, side, device_fd, GONE_MS);
	close(device_fd);
	return keeps ? "a device that is opened afterwards keeps the VM" : NULL;
}

RACE_OP(group_del_told, .name = "group_del_told",
	.what = "KVM_DEV_VFIO_GROUP_DEL, and what the group knows of the VM then",
	.on = ON_PART_TOLD, .under = UNDER_KVM_VFIO, .needs = 1u << FACT_KVM_VFIO,
	.without = 1u << FACT_MEMORY, .changes = 1u << FACT_ADDED,
	.lack = { { FACT_ADDED, -ENOENT } }, .run = run_group_del, .broken = broken_group_del_told);

/* It was removed and is added again: the group knows the VM. */
static const char *broken_group_add_told(struct scene *s, unsigned int side, int answer)
{
	int device_fd;
	bool keeps;

	if (answer || !guest_vm_lives(s->rig.vm->fd)) /* without debugfs none is seen */
		return NULL;
	scene_introduce_group(s);
	device_fd = vfio_device_open_try(s->rig.group_fd[0], s->rig.target[0]->bdf);
	keeps = device_keeps_vm(s, side, device_fd, KEPT_MS);
	close(device_fd);
	return keeps ? NULL : "a device that is opened afterwards does not keep the VM";
}

RACE_OP(group_add_told, .name = "group_add_told",
	.what = "KVM_DEV_VFIO_GROUP_ADD of a group that is there, and what it knows of the VM then",
	.on = ON_PART_BACK, .under = UNDER_KVM_VFIO, .needs = 1u << FACT_ADDED,
	.without = 1u << FACT_MEMORY, .changes = 1u << FACT_ADDED, .busy = -EEXIST,
	.run = run_group_add, .broken = broken_group_add_told, .after = after_group_add);

/* --- tables --- */

static int create_table(struct scene *s, unsigned int side, uint32_t liobn)
{
	return op_opened(s, side,
			 kvm_tce_create_try(s->rig.vm->fd, liobn, &s->rig.window,
					    s->rig.opts.table_page_shift));
}

static int run_table_create(struct scene *s, unsigned int side)
{
	return create_table(s, side, SCENE_OTHER_LIOBN + side);
}

RACE_OP(table_create, .name = "table_create", .what = "KVM_CREATE_SPAPR_TCE_64",
	.on = ON_TABLE | ON_VM, .under = UNDER_KVM, .lack = { { FACT_VM, -EBADF } },
	.with_itself = true, .run = run_table_create, .after = op_close_other);

/* Both the same one. */
static int run_table_claim(struct scene *s, unsigned int side)
{
	return create_table(s, side, SCENE_OTHER_LIOBN);
}

RACE_OP(table_claim, .name = "table_claim", .what = "KVM_CREATE_SPAPR_TCE_64 of one LIOBN",
	.on = ON_PART_LIOBN, .under = UNDER_KVM, .busy = -EBUSY, .with_itself = true,
	.one_wins = true, .run = run_table_claim, .after = op_close_other);

static int run_table_close(struct scene *s, unsigned int side)
{
	(void)side;
	return op_answer_of(close(s->rig.table_fd));
}

static void after_table_close(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	(void)answer;
	s->rig.table_fd = -1;
}

RACE_OP(table_close, .name = "table_close", .what = "close of the TCE table",
	.on = ON_TABLE | ON_VM, .under = UNDER_KVM, .changes = 1u << FACT_TABLE,
	.lack = { { FACT_TABLE, -EBADF } }, .frees_late = true, .run = run_table_close,
	.after = after_table_close);

static int run_tables_close(struct scene *s, unsigned int side)
{
	int ret = 0;

	(void)side;
	for (unsigned int i = 0; i < SCENE_MANY; i++)
		ret |= close(s->many_fd[i]);
	return op_answer_of(ret);
}

static void after_tables_close(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	(void)answer;
	for (unsigned int i = 0; i < SCENE_MANY; i++)
		s->many_fd[i] = -1;
}

RACE_OP(tables_close, .name = "tables_close", .what = "close of many TCE tables",
	.on = ON_TABLE | ON_VM, .under = UNDER_KVM, .needs = 1u << FACT_MANY,
	.changes = 1u << FACT_MANY, .frees_late = true, .run = run_tables_close,
	.after = after_tables_close);
