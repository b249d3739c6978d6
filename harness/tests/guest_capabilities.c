// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: guest.capabilities
 * KVM with KVM-HV says of /dev/kvm and of a VM alike that it has what is used here: tables of TCEs,
 * small and large, tied to VFIO, hypercalls for many TCEs, devices, immediate exits. Of a number
 * that is none of a capability, however its bits look, it says 0.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.4 KVM_CHECK_EXTENSION;
 * arch/powerpc/kvm/powerpc.c:kvm_vm_ioctl_check_extension()
 */
#include "../kit/bare.h"

static const struct {
	const char *name;
	unsigned long number;
} capability[] = {
	{ "KVM_CAP_SPAPR_TCE", KVM_CAP_SPAPR_TCE },
	{ "KVM_CAP_SPAPR_TCE_64", KVM_CAP_SPAPR_TCE_64 },
	{ "KVM_CAP_SPAPR_TCE_VFIO", KVM_CAP_SPAPR_TCE_VFIO },
	{ "KVM_CAP_SPAPR_MULTITCE", KVM_CAP_SPAPR_MULTITCE },
	{ "KVM_CAP_DEVICE_CTRL", KVM_CAP_DEVICE_CTRL },
	{ "KVM_CAP_IMMEDIATE_EXIT", KVM_CAP_IMMEDIATE_EXIT },
	{ "KVM_CAP_PPC_HTAB_FD", KVM_CAP_PPC_HTAB_FD },
	{ "KVM_CAP_PPC_PAPR", KVM_CAP_PPC_PAPR },
};

static void expect(struct test *t, int fd, const char *whose)
{
	t_case(t, "%s", whose);
	for (unsigned int i = 0; i < sizeof(capability) / sizeof(capability[0]); i++) {
		unsigned long number = capability[i].number;
		int answer = ioctl(fd, KVM_CHECK_EXTENSION, number);

		t_expect(t, answer > 0, "%s: %d, must be above 0", capability[i].name, answer);
		t_expect_errno(t, ioctl(fd, KVM_CHECK_EXTENSION, 1ul << 32 | number), 0,
			       "%s, with a bit above", capability[i].name);
	}
	t_expect_errno(t, ioctl(fd, KVM_CHECK_EXTENSION, ~0ul), 0, "all bits");
}

static void run(struct test *t)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	int vm = ioctl(kvm, KVM_CREATE_VM, KVM_VM_PPC_HV);

	if (vm < 0)
		t_error(t, "KVM_CREATE_VM: %s", strerror(errno));
	expect(t, kvm, "/dev/kvm");
	expect(t, vm, "a VM");
	close(vm);
	close(kvm);
}

TCELIFE_TEST(guest_capabilities, .name = "guest.capabilities", .run = run, .needs = NEEDS_KVM);
