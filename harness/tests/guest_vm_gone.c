// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.vm_gone
 * A VM is gone once its own fd, its vCPU's and its table's are closed: nothing else of ours holds
 * it, or no test of lifetimes would see what closing does. Whichever of them is the last keeps it;
 * a vCPU that is, runs, and the kernel answers its hypercalls.
 *
 * Source: Documentation/virt/kvm/api.rst, 2.: "a VM's lifecycle is associated with its file
 * descriptor, not its creator (process)"; virt/kvm/kvm_main.c:create_vcpu_fd(),
 * kvm_destroy_vm_debugfs(); arch/powerpc/kvm/book3s_64_vio.c:kvm_vm_ioctl_create_spapr_tce()
 */
#include "../kit/bare.h"

enum last { VM, VCPU, TABLE, NR_LAST };

static void close_one(struct bare *b, enum last which)
{
	if (which == VM)
		guest_vm_close_fd(b->vm);
	else if (which == VCPU)
		guest_cpu_close(&b->cpu[0]);
	else
		close(b->table_fd);
}

static void expect_runs(struct test *t, struct bare *b)
{
	uint64_t args[] = { BARE_LIOBN, 0 };
	struct hcall_result res;
	int ret = guest_hcall_try(&b->cpu[0], H_GET_TCE, args, 2, &res);

	if (t_expect_errno(t, ret, 0, "KVM_RUN"))
		t_expect_bounced(t, res, "H_GET_TCE of the table that is closed");
}

static void lives_by(struct test *t, enum last last)
{
	static const char *const names[NR_LAST] = { "its own fd", "a vCPU's fd", "a table's fd" };
	struct bare b;
	int fd;

	t_case(t, "%s is the last", names[last]);
	bare_open(&b, bare_mode(), 1);
	fd = b.vm->fd;
	for (enum last other = 0; other < NR_LAST; other++)
		if (other != last)
			close_one(&b, other);
	t_expect(t, guest_vm_lives(fd), "the VM is gone with %s open", names[last]);
	if (last == VCPU)
		expect_runs(t, &b);
	close_one(&b, last);
	t_expect(t, !guest_vm_lives(fd), "the VM lives on with all its fds closed");
	guest_vm_free(b.vm);
}

static bool shows(void)
{
	struct bare b;
	bool lives;

	bare_open(&b, bare_mode(), 1);
	lives = guest_vm_lives(b.vm->fd);
	bare_close(&b);
	return lives;
}

static void run(struct test *t)
{
	t_case(t, "shows");
	if (!shows()) {
		t_skip(t, "KVM's debugfs is not there; mount -t debugfs none /sys/kernel/debug");
		return;
	}
	t_checked(t);
	for (enum last last = 0; last < NR_LAST; last++)
		lives_by(t, last);
}

TCELIFE_TEST(guest_vm_gone, .name = "guest.vm_gone", .run = run, .needs = NEEDS_KVM);
