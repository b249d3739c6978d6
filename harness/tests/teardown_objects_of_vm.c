// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.objects_of_vm
 * As teardown.objects, of a VM alone: memory slots with a log of dirty pages that are moved and
 * lose the log in the same call, slots that are refused because the machine has not that much RAM
 * (ENOMEM), KVM_CREATE_DEVICE that only asks (KVM_CREATE_DEVICE_TEST), VMs whose vCPUs are not
 * numbered from 0 on, and VMs of a type that there is not (EINVAL), each in a process of its own,
 * which has as many fds free as before. Nothing of it stays; KVM_CREATE_DEVICE_TEST says yes also
 * when there is such a device, and ENODEV for one that there cannot be.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.2 KVM_CREATE_VM, 4.35 KVM_SET_USER_MEMORY_REGION,
 * 4.79 KVM_CREATE_DEVICE: "KVM_CREATE_DEVICE_TEST: No device is created"
 */
#include "../kit/objects.h"

#define SLOT	   7
#define SLOT_GPA   (1ull << 40) /* behind all that the guest has */
#define SLOT_PAGES 2048ull	/* their bitmaps, 2 bits for each, fill 512 bytes */
#define NO_TYPE	   99ul
#define GAPS	   4ul /* of each VM: it has so many other objects that one more is lost in them */

static int vm_fd;

static int set_slot_try(uint64_t gpa, uint64_t pages, uint32_t flags)
{
	/* Nobody looks at what is there, as long as nobody uses the slot. */
	struct kvm_userspace_memory_region region = {
		.slot = SLOT,
		.flags = flags,
		.guest_phys_addr = gpa,
		.memory_size = pages * getpagesize(),
		.userspace_addr = getpagesize(),
	};

	return ioctl(vm_fd, KVM_SET_USER_MEMORY_REGION, &region) ? -errno : 0;
}

static void set_slot(uint64_t gpa, uint64_t pages, uint32_t flags)
{
	TEST_ASSERT(!set_slot_try(gpa, pages, flags), "the slot");
}

static void by_slot(void *arg)
{
	(void)arg;
	set_slot(SLOT_GPA, SLOT_PAGES, KVM_MEM_LOG_DIRTY_PAGES);
	set_slot(SLOT_GPA * 2, SLOT_PAGES, 0);
	set_slot(SLOT_GPA * 2, 0, 0);
}

static void by_refused_slot(void *arg)
{
	const uint64_t *pages = arg;

	TEST_ASSERT(set_slot_try(SLOT_GPA, *pages, 0) == -ENOMEM, "a slot that is too large");
}

static int ask_for_device(uint32_t type)
{
	struct kvm_create_device device = { .type = type, .flags = KVM_CREATE_DEVICE_TEST };

	return ioctl(vm_fd, KVM_CREATE_DEVICE, &device) ? -errno : 0;
}

static void by_asking(void *arg)
{
	(void)arg;
	TEST_ASSERT(!ask_for_device(KVM_DEV_TYPE_VFIO), "KVM_CREATE_DEVICE_TEST");
}

/* Every GAPSth time, and as many vCPUs then, behind as many numbers that are free. */
static void by_vcpu(void *arg)
{
	static unsigned long times;
	const int *kvm_fd = arg;
	int fd;

	if (++times % GAPS)
		return;
	fd = ioctl(*kvm_fd, KVM_CREATE_VM, 0ul);
	for (unsigned long i = 0; i < GAPS; i++) {
		int vcpu_fd = ioctl(fd, KVM_CREATE_VCPU, GAPS + i);

		TEST_ASSERT(vcpu_fd >= 0, "a VM with a vCPU %lu", GAPS + i);
		close(vcpu_fd);
	}
	close(fd);
}

enum no_type { REFUSED, NOT_REFUSED, FD_KEPT };

/* What is kept of a process shows when it has ended. */
static int no_type(int kvm_fd)
{
	pid_t pid = fork();
	int status = 0, free_fd;

	if (!pid) {
		free_fd = dup(kvm_fd);
		close(free_fd);
		if (ioctl(kvm_fd, KVM_CREATE_VM, NO_TYPE) != -1 || errno != EINVAL)
			_exit(NOT_REFUSED);
		_exit(dup(kvm_fd) == free_fd ? REFUSED : FD_KEPT);
	}
	TEST_ASSERT(pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status), "a process");
	return WEXITSTATUS(status);
}

static void by_type(void *arg)
{
	const int *kvm_fd = arg;

	no_type(*kvm_fd);
}

/* What KVM keeps of a slot, 8 bytes for each page, must not be more than all RAM. */
static void refused_slot(struct test *t)
{
	uint64_t pages = (sysconf(_SC_PHYS_PAGES) + 1ull) * getpagesize() / 8;

	t_case(t, "by a slot that is refused");
	if (pages >= 1ull << 31)
		t_skip(t,
		       "the largest slot there is fits in this machine's RAM; boot it with mem=8G");
	else
		t_expect_objects_stay(t, by_refused_slot, &pages, 256);
}

static void run(struct test *t)
{
	int kvm_fd, kvm_vfio_fd, how;

	t_case(t, "by a slot that is moved");
	if (!t_objects_in_sight(t))
		return;
	kvm_fd = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	vm_fd = ioctl(kvm_fd, KVM_CREATE_VM, 0ul);
	if (vm_fd < 0)
		t_error(t, "no VM: %s", strerror(errno));
	t_expect_objects_stay(t, by_slot, NULL, 48);

	refused_slot(t);

	t_case(t, "by KVM_CREATE_DEVICE_TEST");
	t_expect_objects_stay(t, by_asking, NULL, 256);
	t_expect_errno(t, ask_for_device(KVM_DEV_TYPE_ARM_VGIC_V2), -ENODEV,
		       "KVM_CREATE_DEVICE_TEST, a device of another architecture");
	t_expect_errno(t, ask_for_device(NO_TYPE), -ENODEV, "KVM_CREATE_DEVICE_TEST, no device");

	t_case(t, "by KVM_CREATE_DEVICE_TEST, where there is one");
	kvm_vfio_fd = kvm_vfio_create_try(vm_fd);
	t_expect_fd(t, kvm_vfio_fd, "KVM_CREATE_DEVICE");
	by_asking(NULL);
	close(kvm_vfio_fd);
	close(vm_fd);

	t_case(t, "by vCPUs with a gap");
	t_expect_objects_stay(t, by_vcpu, &kvm_fd, 64 * GAPS);

	t_case(t, "by VMs of no type");
	how = no_type(kvm_fd);
	t_expect(t, how != NOT_REFUSED, "KVM_CREATE_VM of type %lu is not refused", NO_TYPE);
	t_expect(t, how != FD_KEPT, "a VM that is refused keeps the number of a fd");
	t_expect_objects_stay(t, by_type, &kvm_fd, 48);
	close(kvm_fd);
}

TCELIFE_TEST(teardown_objects_of_vm, .name = "teardown.objects_of_vm", .run = run, .hang_s = 240,
	     .needs = NEEDS_KVM, .data = "not to be repeated");
