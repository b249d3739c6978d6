// SPDX-License-Identifier: GPL-2.0-only
/* KVM's half: where its requests touch memory. */
#include <sys/ioctl.h>

#include "grip.h"

/* --- KVM_SET_DEVICE_ATTR of the KVM-VFIO device --- */

static int prepare_group_fd(struct grasp *g, void *arg)
{
	*(int32_t *)arg = g->s->rig.group_fd[0];
	return 0;
}

static int run_group_add(struct grasp *g)
{
	return kvm_vfio_set_attr_try(g->s->rig.kvm_vfio_fd, KVM_DEV_VFIO_GROUP,
				     KVM_DEV_VFIO_GROUP_ADD, g->arg);
}

RACE_GRIP(group_add, .name = "group_add", .op_name = "group_add",
	  .where = "reads the group's fd: virt/kvm/vfio.c:kvm_vfio_set_file()",
	  .arg_bytes = sizeof(int32_t), .zero_bytes = 2, .prepare = prepare_group_fd,
	  .run = run_group_add);

static int run_group_del(struct grasp *g)
{
	return kvm_vfio_set_attr_try(g->s->rig.kvm_vfio_fd, KVM_DEV_VFIO_GROUP,
				     KVM_DEV_VFIO_GROUP_DEL, g->arg);
}

RACE_GRIP(group_del, .name = "group_del", .op_name = "group_del",
	  .where = "reads the group's fd: virt/kvm/vfio.c:kvm_vfio_set_file()",
	  .arg_bytes = sizeof(int32_t), .zero_bytes = 2, .prepare = prepare_group_fd,
	  .run = run_group_del);

static int prepare_attach(struct grasp *g, void *arg)
{
	*(struct kvm_vfio_spapr_tce *)arg = (struct kvm_vfio_spapr_tce){
		.groupfd = g->s->rig.group_fd[0],
		.tablefd = g->s->rig.table_fd,
	};
	return 0;
}

static int run_attach(struct grasp *g)
{
	return kvm_vfio_set_attr_try(g->s->rig.kvm_vfio_fd, KVM_DEV_VFIO_GROUP,
				     KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE, g->arg);
}

RACE_GRIP(attach, .name = "attach", .op_name = "attach",
	  .where = "reads the two fds: virt/kvm/vfio.c:kvm_vfio_file_set_spapr_tce()",
	  .arg_bytes = sizeof(struct kvm_vfio_spapr_tce), .zero_bytes = 2,
	  .prepare = prepare_attach, .run = run_attach,
	  .legal = { -EIO }); /* the driver is gone, and the group has no IOMMU group any more */

/* --- the VM's requests --- */

static int prepare_table_create(struct grasp *g, void *arg)
{
	*(struct kvm_create_spapr_tce_64 *)arg = dma_window_kvm_table(
		&g->s->rig.window, SCENE_OTHER_LIOBN, g->s->rig.opts.table_page_shift);
	return 0;
}

static int run_table_create(struct grasp *g)
{
	return op_opened(g->s, 0, kvm_tce_create_raw_try(g->s->rig.vm->fd, g->arg));
}

RACE_GRIP(table_create, .name = "table_create", .op_name = "table_create",
	  .where = "reads its argument: arch/powerpc/kvm/powerpc.c:kvm_arch_vm_ioctl()",
	  .arg_bytes = sizeof(struct kvm_create_spapr_tce_64), .zero_bytes = 2,
	  .prepare = prepare_table_create, .run = run_table_create);

static int run_set_slot(struct grasp *g)
{
	return ioctl(g->s->rig.vm->fd, KVM_SET_USER_MEMORY_REGION, g->arg) ? -errno : 0;
}

static int prepare_slot(struct grasp *g, struct kvm_userspace_memory_region *region, uint64_t gpa,
			uint64_t bytes)
{
	*region = (struct kvm_userspace_memory_region){
		.slot = RIG_DMA_SLOT,
		.guest_phys_addr = gpa,
		.memory_size = bytes,
		.userspace_addr = (uintptr_t)g->s->rig.dma_hva,
	};
	return 0;
}

static int prepare_slot_delete(struct grasp *g, void *arg)
{
	return prepare_slot(g, arg, RIG_DMA_GPA, 0);
}

RACE_GRIP(slot_delete, .name = "slot_delete", .op_name = "slot_delete",
	  .where = "reads its argument: virt/kvm/kvm_main.c:kvm_vm_ioctl()",
	  .arg_bytes = sizeof(struct kvm_userspace_memory_region), .zero_bytes = 1,
	  .prepare = prepare_slot_delete, .run = run_set_slot);

static int prepare_slot_move(struct grasp *g, void *arg)
{
	return prepare_slot(g, arg, RIG_DMA_GPA * 2, g->s->rig.dma_bytes);
}

RACE_GRIP(slot_move, .name = "slot_move", .op_name = "slot_move",
	  .where = "reads its argument: virt/kvm/kvm_main.c:kvm_vm_ioctl()",
	  .arg_bytes = sizeof(struct kvm_userspace_memory_region), .zero_bytes = 1,
	  .prepare = prepare_slot_move, .run = run_set_slot);

static int prepare_log_end(struct grasp *g, void *arg)
{
	return prepare_slot(g, arg, RIG_DMA_GPA, g->s->rig.dma_bytes);
}

RACE_GRIP(log_end, .name = "log_end", .op_name = "log_end",
	  .where = "reads its argument: virt/kvm/kvm_main.c:kvm_vm_ioctl()",
	  .arg_bytes = sizeof(struct kvm_userspace_memory_region), .zero_bytes = 1,
	  .prepare = prepare_log_end, .run = run_set_slot);
