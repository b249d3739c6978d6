// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.vm_types
 * A VM is of the type that KVM chooses (0), HV (1) or PR (2); each other number is EINVAL, however
 * its bits look, and makes none.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.2 KVM_CREATE_VM; include/uapi/linux/kvm.h,
 * KVM_VM_PPC_HV, KVM_VM_PPC_PR
 */
#include "../kit/bare.h"

static void one(struct test *t, unsigned long type, int want)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	int vm = ioctl(kvm, KVM_CREATE_VM, type);

	t_expect_errno(t, vm < 0 ? -errno : 0, want, "KVM_CREATE_VM of type %lu", type);
	if (vm >= 0)
		close(vm);
	close(kvm);
}

static void run(struct test *t)
{
	static const unsigned long none[] = {
		3, 4, 5, 7, 9, 17, 1ul << 31 | 1, 1ul << 32 | 1, ~0ul
	};

	t_case(t, "types that there are");
	one(t, 0, 0);
	one(t, KVM_VM_PPC_HV, 0);

	t_case(t, "numbers of none");
	for (unsigned int i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		one(t, none[i], -EINVAL);
}

TCELIFE_TEST(guest_vm_types, .name = "guest.vm_types", .run = run, .needs = NEEDS_KVM);
