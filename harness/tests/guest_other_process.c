// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.other_process
 * A VM, its vCPUs and its KVM-VFIO device are for the process that made the VM: one that has their
 * fds by a fork gets EIO for whatever it asks of them, KVM_RUN as well, which would let the guest
 * run on another process's memory. The vCPU is as it was afterwards, and its owner's guest works.
 *
 * Source: Documentation/virt/kvm/api.rst, 1. General description: "VM ioctls must be issued from
 * the same process (address space) that was used to create the VM", and so device ioctls;
 * virt/kvm/kvm_main.c:kvm_vcpu_ioctl()
 */
#include "../kit/bare.h"

struct owned {
	struct bare b;
	int kvm_vfio_fd;
	struct kvm_regs regs;
};

static void expect_eio(struct test *t, int fd, unsigned long request, const char *name, void *arg)
{
	t_expect_errno(t, ioctl(fd, request, arg) < 0 ? -errno : 0, -EIO, "%s", name);
}

#define EXPECT_EIO(t, fd, request, arg) expect_eio(t, fd, request, #request, (void *)(arg))

/* Where it is let in, it does no harm: the guest does not run, and keeps its registers. */
static void asks_vcpu(struct test *t, void *arg)
{
	struct owned *o = arg;
	struct kvm_vcpu *vcpu = o->b.cpu[0].vcpu;
	uint32_t no_interrupt = KVM_INTERRUPT_UNSET;
	struct kvm_mp_state state;
	struct kvm_regs regs;

	EXPECT_EIO(t, vcpu->fd, KVM_GET_REGS, &regs);
	EXPECT_EIO(t, vcpu->fd, KVM_SET_REGS, &o->regs);
	EXPECT_EIO(t, vcpu->fd, KVM_GET_MP_STATE, &state);
	EXPECT_EIO(t, vcpu->fd, KVM_INTERRUPT, &no_interrupt);
	vcpu->run->immediate_exit = 1;
	EXPECT_EIO(t, vcpu->fd, KVM_RUN, 0);
	vcpu->run->immediate_exit = 0;
}

static void asks_vm(struct test *t, void *arg)
{
	const struct owned *o = arg;

	EXPECT_EIO(t, o->b.vm->fd, KVM_CHECK_EXTENSION, KVM_CAP_SPAPR_TCE_64);
	EXPECT_EIO(t, o->b.vm->fd, KVM_CREATE_VCPU, 1);
}

static void asks_device(struct test *t, void *arg)
{
	const struct owned *o = arg;

	t_expect_errno(t, kvm_vfio_group_add_try(o->kvm_vfio_fd, -1), -EIO, "GROUP_ADD");
}

static void in_other_process(struct test *t, void (*asks)(struct test *t, void *arg),
			     struct owned *o)
{
	int status = t_in_child_try(t, asks, o);

	if (status)
		t_error(t, "the other process ended with status 0x%x", status);
}

static void expect_same_regs(struct test *t, struct owned *o)
{
	struct kvm_regs regs;

	vcpu_regs_get(o->b.cpu[0].vcpu, &regs);
	t_expect(t, !memcmp(&regs, &o->regs, sizeof(regs)), "the vCPU has other registers");
}

static void run(struct test *t)
{
	struct owned o;

	t_case(t, "open");
	bare_open(&o.b, bare_mode(), 1);
	o.kvm_vfio_fd = kvm_vfio_create(o.b.vm->fd);
	t_bare_works(t, &o.b);
	vcpu_regs_get(o.b.cpu[0].vcpu, &o.regs);

	t_case(t, "another process has the vCPU");
	in_other_process(t, asks_vcpu, &o);
	t_case(t, "another process has the VM");
	in_other_process(t, asks_vm, &o);
	t_case(t, "another process has the KVM-VFIO device");
	in_other_process(t, asks_device, &o);

	t_case(t, "the owner");
	expect_same_regs(t, &o);
	t_bare_works(t, &o.b);
	close(o.kvm_vfio_fd);
	bare_close(&o.b);
}

TCELIFE_TEST(guest_other_process, .name = "guest.other_process", .run = run, .needs = NEEDS_KVM);
