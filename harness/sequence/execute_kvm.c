// SPDX-License-Identifier: GPL-2.0-only
/* VMs, TCE tables and the KVM-VFIO device. */
#include <linux/kvm.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "../../lib/must.h"
#include "execute.h"
#include "passing.h"

/* A structure that has no argsz. */
#define ALL_OF(args) (&(struct passing){ args, sizeof(*(args)), sizeof(*(args)), false })

#define LIST_SLOT 1

static int self_fd(const struct op *op)
{
	return stage_fd(op->self);
}

/* The lib asserts where a process without room for an fd gets an errno: ask in its place. */
static int try_bare_vm(const struct stage *s)
{
	int fd = errno_or(ioctl(s->kvm_fd, KVM_CREATE_VM, (unsigned long)KVM_VM_PPC_HV));

	if (fd >= 0)
		close(fd);
	return fd;
}

static bool has_room_for_fds(void)
{
	int fd = dup(STDERR_FILENO);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void add_list(struct stage_vm *v)
{
	vm_userspace_mem_region_add(v->vm, VM_MEM_SRC_ANONYMOUS, OP_LIST_GPA, LIST_SLOT,
				    OP_LIST_BYTES >> v->vm->page_shift, 0);
	v->list = addr_gpa2hva(v->vm, OP_LIST_GPA);
	memset(v->list, 0, OP_LIST_BYTES);
}

static int64_t create_vm(struct stage *s, const struct op *op, struct op_result *result)
{
	enum guest_mode mode = stage_arg(op, "mode") ? GUEST_HASH : GUEST_RADIX;
	struct stage_vm *v = &s->vm[op->made.n];

	(void)result;
	if (!has_room_for_fds())
		return try_bare_vm(s);
	v->maker = s->process;
	v->vm = guest_vm_create(mode, 1, &v->cpu);
	add_list(v);
	v->vm->fd = (int)stage_adopt(op->made, v->vm->fd);
	return v->vm->fd;
}

static int64_t set_slot(struct stage *s, const struct op *op, struct op_result *result)
{
	struct kvm_userspace_memory_region region = {
		.slot = (uint32_t)stage_arg(op, "slot"),
		.flags = (uint32_t)stage_arg(op, "flags"),
		.guest_phys_addr = stage_arg(op, "gpa"),
		.memory_size = stage_arg(op, "bytes"),
		.userspace_addr = (uintptr_t)stage_hva(stage_arg(op, "hva")),
	};

	(void)s, (void)result;
	return passing_request(op, self_fd(op), KVM_SET_USER_MEMORY_REGION, ALL_OF(&region));
}

static int64_t create_table(struct stage *s, const struct op *op, struct op_result *result)
{
	struct kvm_create_spapr_tce_64 args = {
		.liobn = stage_arg(op, "liobn"),
		.page_shift = (uint32_t)stage_arg(op, "shift"),
		.flags = (uint32_t)stage_arg(op, "flags"),
		.offset = stage_arg(op, "offset"),
		.size = stage_arg(op, "size"),
	};

	(void)s, (void)result;
	return stage_adopt(op->made, (int)passing_request(op, self_fd(op), KVM_CREATE_SPAPR_TCE_64,
							  ALL_OF(&args)));
}

static int64_t create_table32(struct stage *s, const struct op *op, struct op_result *result)
{
	struct kvm_create_spapr_tce args = { .liobn = stage_arg(op, "liobn"),
					     .window_size = (uint32_t)stage_arg(op, "bytes") };

	(void)s, (void)result;
	return stage_adopt(op->made, (int)passing_request(op, self_fd(op), KVM_CREATE_SPAPR_TCE,
							  ALL_OF(&args)));
}

static int64_t enable_hcall(struct stage *s, const struct op *op, struct op_result *result)
{
	struct kvm_enable_cap cap = {
		.cap = KVM_CAP_PPC_ENABLE_HCALL,
		.args = { stage_arg(op, "hcall"), stage_arg(op, "on") },
	};

	(void)s, (void)result;
	return errno_or(ioctl(self_fd(op), KVM_ENABLE_CAP, &cap));
}

static int64_t create_kvm_vfio(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return stage_adopt(op->made, kvm_vfio_create_try(self_fd(op)));
}

/* What is passed stands where the structure of KVM_SET_DEVICE_ATTR points to. */
static int64_t set_group_attr(const struct op *op, uint64_t attr, const struct passing *p)
{
	void *at = passing_put(op, p);

	return passing_get(op, p, kvm_vfio_set_attr_try(self_fd(op), KVM_DEV_VFIO_GROUP, attr, at));
}

static int64_t group_add(struct stage *s, const struct op *op, struct op_result *result)
{
	int32_t fd = stage_fd(op->fd);

	(void)s, (void)result;
	return set_group_attr(op, KVM_DEV_VFIO_GROUP_ADD, ALL_OF(&fd));
}

static int64_t group_del(struct stage *s, const struct op *op, struct op_result *result)
{
	int32_t fd = stage_fd(op->fd);

	(void)s, (void)result;
	return set_group_attr(op, KVM_DEV_VFIO_GROUP_DEL, ALL_OF(&fd));
}

static int64_t set_spapr_tce(struct stage *s, const struct op *op, struct op_result *result)
{
	struct kvm_vfio_spapr_tce param = { .groupfd = stage_fd(op->fd),
					    .tablefd = stage_fd(op->fd2) };

	(void)s, (void)result;
	return set_group_attr(op, KVM_DEV_VFIO_GROUP_SET_SPAPR_TCE, ALL_OF(&param));
}

static int64_t set_attr(struct stage *s, const struct op *op, struct op_result *result)
{
	struct kvm_vfio_spapr_tce param = { .groupfd = stage_fd(op->fd),
					    .tablefd = stage_fd(op->fd2) };

	(void)s, (void)result;
	return kvm_vfio_set_attr_try(self_fd(op), (uint32_t)stage_arg(op, "group"),
				     stage_arg(op, "attr"), &param);
}

static int64_t has_attr(struct stage *s, const struct op *op, struct op_result *result)
{
	(void)s, (void)result;
	return kvm_vfio_has_attr_try(self_fd(op), (uint32_t)stage_arg(op, "group"),
				     stage_arg(op, "attr"));
}

/* Its first page holds the file as well as all of it would. */
static int64_t mmap_table(struct stage *s, const struct op *op, struct op_result *result)
{
	void *at = mmap(NULL, (size_t)getpagesize(), PROT_READ, MAP_SHARED, self_fd(op), 0);

	(void)result;
	if (at == MAP_FAILED)
		return -errno;
	s->table_map[op->self.n] = at;
	return 0;
}

static int64_t munmap_table(struct stage *s, const struct op *op, struct op_result *result)
{
	int ret = errno_or(munmap(s->table_map[op->self.n], (size_t)getpagesize()));

	(void)result;
	s->table_map[op->self.n] = NULL;
	return ret;
}

execute_call execute_kvm(enum op_code code)
{
	static const execute_call calls[OP_NR_CODES] = {
		[OP_CREATE_VM] = create_vm,	    [OP_SET_SLOT] = set_slot,
		[OP_CREATE_TABLE] = create_table,   [OP_CREATE_TABLE32] = create_table32,
		[OP_ENABLE_HCALL] = enable_hcall,   [OP_CREATE_KVM_VFIO] = create_kvm_vfio,
		[OP_GROUP_ADD] = group_add,	    [OP_GROUP_DEL] = group_del,
		[OP_SET_SPAPR_TCE] = set_spapr_tce, [OP_SET_ATTR] = set_attr,
		[OP_HAS_ATTR] = has_attr,	    [OP_MMAP_TABLE] = mmap_table,
		[OP_MUNMAP_TABLE] = munmap_table,
	};

	return calls[code];
}
