// SPDX-License-Identifier: GPL-2.0-only
/* The VM itself: its fds, its vCPUs, its memory slots. */
#include <sys/ioctl.h>
#include <unistd.h>

#include "op.h"

/* --- the VM --- */

static int run_vm_close(struct scene *s, unsigned int side)
{
	(void)side;
	return op_answer_of(close(s->rig.vm->fd));
}

static void after_vm_close(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	(void)answer;
	s->rig.vm->fd = -1;
}

RACE_OP(vm_close, .name = "vm_close", .what = "close of the VM", .on = ON_VM,
	.changes = 1u << FACT_VM, .lack = { { FACT_VM, -EBADF } }, .run = run_vm_close,
	.after = after_vm_close);

static int run_vcpu_close(struct scene *s, unsigned int side)
{
	return op_answer_of(close(scene_cpu(s, !side)->vcpu->fd));
}

/* The library closes it once more: let it find something there. */
static void after_vcpu_close(struct scene *s, unsigned int side, int answer)
{
	(void)answer;
	dup2(s->rig.vm->kvm_fd, scene_cpu(s, !side)->vcpu->fd);
}

/* Of the vCPU that the other side runs, if it runs one. */
RACE_OP(vcpu_close, .name = "vcpu_close", .what = "close of a vCPU", .on = ON_VM | ON_VCPU,
	.changes = 1u << FACT_VM, .lack = { { FACT_VM, -EBADF } }, .run = run_vcpu_close,
	.after = after_vcpu_close);

/* --- a vCPU that is not there yet --- */

static int create_vcpu(struct scene *s, unsigned int side, unsigned long number)
{
	int fd = ioctl(s->rig.vm->fd, KVM_CREATE_VCPU, number);

	return op_opened(s, side, fd < 0 ? -errno : fd);
}

static int run_vcpu_claim(struct scene *s, unsigned int side)
{
	return create_vcpu(s, side, SCENE_OTHER_VCPU);
}

/* On POWER9 it is EINVAL, before a core is there for it; else EEXIST. */
static const char *broken_vcpu_claim(struct scene *s, unsigned int side, int answer)
{
	int fd;

	(void)side;
	if (!answer)
		return NULL;
	fd = ioctl(s->rig.vm->fd, KVM_CREATE_VCPU, 0ul);
	if (fd >= 0)
		close(fd);
	if (fd < 0 && errno == -answer)
		return NULL;
	return "it is refused otherwise than a number long taken";
}

/*
 * It stays in the VM for good, so that is another one for the next try. EINVAL: on POWER9 each
 * vCPU is a core of its own, and that is taken,
 * arch/powerpc/kvm/book3s_hv.c:kvmppc_core_vcpu_create_hv()
 */
RACE_OP(vcpu_claim, .name = "vcpu_claim", .what = "KVM_CREATE_VCPU of one number",
	.on = ON_PART_VCPU, .under = UNDER_KVM, .needs = 1u << FACT_VM, .changes = 1u << FACT_VM,
	.lack = { { FACT_VM, -EINVAL } }, .busy = -EEXIST, .with_itself = true, .one_wins = true,
	.run = run_vcpu_claim, .broken = broken_vcpu_claim, .after = op_close_other);

/* Each side another one. */
static int run_vcpu_add(struct scene *s, unsigned int side)
{
	return create_vcpu(s, side, SCENE_NEW_VCPU + side);
}

/* H_PROD wakes the vCPU of a number: arch/powerpc/kvm/book3s_hv.c:kvmppc_pseries_do_hcall() */
static const char *broken_vcpu_add(struct scene *s, unsigned int side, int answer)
{
	const uint64_t number = SCENE_NEW_VCPU + side;
	struct hcall_result res;

	if (answer)
		return NULL;
	if (guest_hcall_try(scene_cpu(s, side), H_PROD, &number, 1, &res) || res.bounced)
		return "another vCPU cannot wake it";
	return res.ret ? "the VM has no vCPU of that number" : NULL;
}

RACE_OP(vcpu_add, .name = "vcpu_add", .what = "KVM_CREATE_VCPU of a number of its own",
	.needs = 1u << FACT_VM, .changes = 1u << FACT_VM, .with_itself = true, .run = run_vcpu_add,
	.broken = broken_vcpu_add, .after = op_close_other);

/* --- another VM --- */

static int run_vm_other(struct scene *s, unsigned int side)
{
	int fd = ioctl(s->rig.vm->kvm_fd, KVM_CREATE_VM, 0ul);

	return op_opened(s, side, fd < 0 ? -errno : fd);
}

static const char *broken_vm_other(struct scene *s, unsigned int side, int answer)
{
	int fd = answer < 0 ? -1 : ioctl(s->other_fd[side], KVM_CREATE_VCPU, 0ul);

	if (fd >= 0)
		close(fd);
	return fd >= 0 || answer < 0 ? NULL : "the VM takes no vCPU";
}

RACE_OP(vm_other, .name = "vm_other", .what = "KVM_CREATE_VM, of another VM", .on = ON_PART_ENDS,
	.with_itself = true, .run = run_vm_other, .broken = broken_vm_other,
	.after = op_close_other);

/* --- memory slots --- */

static int run_slot_delete(struct scene *s, unsigned int side)
{
	(void)side;
	return scene_set_slot(s, RIG_DMA_GPA, 0);
}

RACE_OP(slot_delete, .name = "slot_delete", .what = "KVM_SET_USER_MEMORY_REGION, delete",
	.on = ON_SLOT | ON_PART_HOST | ON_PART_PAGES | ON_PART_LOG, .under = UNDER_SLOTS,
	.changes = 1u << FACT_SLOT, .lack = { { FACT_VM, -EBADF }, { FACT_SLOT, -EINVAL } },
	.with_itself = true, .one_wins = true, .run = run_slot_delete);

static int run_slot_move(struct scene *s, unsigned int side)
{
	(void)side;
	return scene_set_slot(s, RIG_DMA_GPA * 2, s->rig.dma_bytes);
}

RACE_OP(slot_move, .name = "slot_move", .what = "KVM_SET_USER_MEMORY_REGION, move",
	.on = ON_SLOT | ON_PART_HOST | ON_PART_PAGES | ON_PART_LOG, .under = UNDER_SLOTS,
	.changes = 1u << FACT_SLOT, .lack = { { FACT_VM, -EBADF } }, .with_itself = true,
	.run = run_slot_move);

/* As it was, but for the log, which goes. */
static int run_log_end(struct scene *s, unsigned int side)
{
	(void)side;
	return scene_set_slot(s, RIG_DMA_GPA, s->rig.dma_bytes);
}

RACE_OP(log_end, .name = "log_end", .what = "KVM_SET_USER_MEMORY_REGION, end of its log",
	.on = ON_SLOT | ON_PART_HOST | ON_PART_PAGES | ON_PART_LOG, .under = UNDER_SLOTS,
	.needs = 1u << FACT_LOGGED, .changes = 1u << FACT_LOGGED, .lack = { { FACT_VM, -EBADF } },
	.run = run_log_end);

static int run_dirty_log(struct scene *s, unsigned int side)
{
	return scene_read_log(s, &s->logged[side]);
}

static void after_dirty_log(struct scene *s, unsigned int side, int answer)
{
	(void)answer;
	s->logged[side] = 0;
}

RACE_OP(dirty_log, .name = "dirty_log", .what = "KVM_GET_DIRTY_LOG", .on = ON_PART_LOG,
	.under = UNDER_SLOTS, .needs = 1u << FACT_LOGGED,
	.lack = { { FACT_SLOT, -ENOENT }, { FACT_LOGGED, -ENOENT } }, .with_itself = true,
	.run = run_dirty_log, .after = after_dirty_log);
