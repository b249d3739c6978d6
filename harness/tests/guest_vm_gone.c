// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.vm_gone
 * A VM is gone once its own fd, its vCPU's and its table's are closed: nothing else of ours holds
 * it, or no test of lifetimes would see what closing does.
 *
 * Source: virt/kvm/kvm_main.c:kvm_destroy_vm(), kvm_destroy_vm_debugfs()
 */
#include "../kit/bare.h"

static void run(struct test *t)
{
	struct bare b;
	int fd;

	bare_open(&b, bare_mode(), 1);
	fd = b.vm->fd;
	if (!guest_vm_lives(fd)) {
		guest_vm_free(b.vm);
		t_skip(t, "KVM's debugfs is not there; mount -t debugfs none /sys/kernel/debug");
		return;
	}
	guest_cpu_close(&b.cpu[0]);
	close(b.table_fd);
	t_expect(t, guest_vm_lives(fd), "the VM is gone with its fd open");
	guest_vm_close_fd(b.vm);
	t_expect(t, !guest_vm_lives(fd), "the VM lives on with all its fds closed");
	guest_vm_free(b.vm);
}

TCELIFE_TEST(guest_vm_gone, .name = "guest.vm_gone", .run = run, .needs = NEEDS_KVM);
