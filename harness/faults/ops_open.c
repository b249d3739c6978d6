// SPDX-License-Identifier: GPL-2.0-only
/* What races have in place before they begin: opened here, while memory fails. */
#include <linux/kvm.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "faulty.h"

static int errno_or_fd(int ret)
{
	return ret < 0 ? -errno : ret;
}

/* --- VFIO --- */

static int run_container_open(struct scene *s, unsigned int side)
{
	return op_opened(s, side, vfio_container_open_try());
}

FAULT_OP(container_open, .name = "container_open", .what = "open of /dev/vfio/vfio",
	 .on = ON_CONTAINER, .run = run_container_open, .after = op_close_other);

static int run_first_open(struct scene *s, unsigned int side)
{
	return op_opened(s, side, vfio_group_open_try(s->rig.target[0]->group));
}

FAULT_OP(group_first_open, .name = "group_first_open", .what = "the first open of the group",
	 .on = ON_GROUP, .without = 1u << FACT_GROUP, .run = run_first_open,
	 .after = op_close_other);

/* --- KVM --- */

static int run_vm_create(struct scene *s, unsigned int side)
{
	return op_opened(s, side, errno_or_fd(ioctl(s->rig.vm->kvm_fd, KVM_CREATE_VM, 0)));
}

FAULT_OP(vm_create, .name = "vm_create", .what = "KVM_CREATE_VM", .on = ON_VM, .run = run_vm_create,
	 .after = op_close_other);

/* An id that the rig's own vCPUs do not have. */
static int run_vcpu_create(struct scene *s, unsigned int side)
{
	return op_opened(s, side,
			 errno_or_fd(ioctl(s->rig.vm->fd, KVM_CREATE_VCPU, RIG_MAX_VCPUS)));
}

/* It goes with its VM only. */
FAULT_OP(vcpu_create, .name = "vcpu_create", .what = "KVM_CREATE_VCPU", .on = ON_VM | ON_VCPU,
	 .changes = 1u << FACT_VM, .run = run_vcpu_create, .after = op_close_other);

static int run_kvm_vfio_create(struct scene *s, unsigned int side)
{
	return op_opened(s, side, kvm_vfio_create_try(s->rig.vm->fd));
}

FAULT_OP(kvm_vfio_create, .name = "kvm_vfio_create", .what = "KVM_CREATE_DEVICE",
	 .on = ON_KVM_VFIO | ON_VM, .without = 1u << FACT_KVM_VFIO, .run = run_kvm_vfio_create,
	 .after = op_close_other);

/* The VM is made with it. */
static int delete_slot(struct scene *s)
{
	int ret = scene_set_slot(s, RIG_DMA_GPA, 0);

	return ret == -EINVAL ? 0 : ret; /* it is not there */
}

static int run_slot_create(struct scene *s, unsigned int side)
{
	(void)side;
	return scene_set_slot(s, RIG_DMA_GPA, s->rig.dma_bytes);
}

FAULT_OP(slot_create, .name = "slot_create", .what = "KVM_SET_USER_MEMORY_REGION, create",
	 .on = ON_SLOT, .without = 1u << FACT_SLOT, .changes = 1u << FACT_SLOT,
	 .run = run_slot_create);

FAULT_LAW(slot_create, .op = "slot_create", .prepare = delete_slot);
