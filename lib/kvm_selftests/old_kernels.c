// SPDX-License-Identifier: GPL-2.0-only
/*
 * The library insists on KVM_SET_USER_MEMORY_REGION2, which came in 6.8; KVM_SET_USER_MEMORY_REGION
 * does the same for all but guest_memfd. The linker sends every ioctl() here (--wrap, in
 * Makefile.mk); all but two requests go on as they are.
 */
#include <errno.h>
#include <linux/kvm.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/ioctl.h>

int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);
/* Of whoever wants to know (lib/calls_wrap.c). */
void ioctl_was_made(int fd, unsigned long request, const void *arg, int ret) __attribute__((weak));

/* Newer kernels never answer ENOTTY to it: virt/kvm/kvm_main.c:kvm_vm_ioctl() */
static int set_memory_region(int fd, const struct kvm_userspace_memory_region2 *region)
{
	int ret = __real_ioctl(fd, KVM_SET_USER_MEMORY_REGION2, region);
	struct kvm_userspace_memory_region old = {
		.slot = region->slot,
		.flags = region->flags,
		.guest_phys_addr = region->guest_phys_addr,
		.memory_size = region->memory_size,
		.userspace_addr = region->userspace_addr,
	};

	if (ret != -1 || errno != ENOTTY || region->flags & KVM_MEM_GUEST_MEMFD)
		return ret;
	return __real_ioctl(fd, KVM_SET_USER_MEMORY_REGION, &old);
}

/* What set_memory_region() can do is there if either of the two is. */
static int check_extension(int fd, uintptr_t cap)
{
	int ret = __real_ioctl(fd, KVM_CHECK_EXTENSION, cap);

	if (ret || cap != KVM_CAP_USER_MEMORY2)
		return ret;
	return __real_ioctl(fd, KVM_CHECK_EXTENSION, (uintptr_t)KVM_CAP_USER_MEMORY);
}

static int make_ioctl(int fd, unsigned long request, void *arg)
{
	switch (request) {
	case KVM_SET_USER_MEMORY_REGION2:
		return set_memory_region(fd, arg);
	case KVM_CHECK_EXTENSION:
		return check_extension(fd, (uintptr_t)arg);
	default:
		return __real_ioctl(fd, request, arg);
	}
}

int __wrap_ioctl(int fd, unsigned long request, ...)
{
	va_list ap;
	void *arg;
	int ret;

	va_start(ap, request);
	arg = va_arg(ap, void *);
	va_end(ap);
	ret = make_ioctl(fd, request, arg);
	if (ioctl_was_made)
		ioctl_was_made(fd, request, arg, ret);
	return ret;
}
