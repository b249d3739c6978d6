// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.objects_of_vm
 * As teardown.objects, of a VM alone: memory slots with a log of dirty pages that are moved and
 * lose the log in the same call, KVM_CREATE_DEVICE that only asks (KVM_CREATE_DEVICE_TEST), VMs
 * whose vCPUs are not numbered from 0 on, and VMs of a type that there is not (EINVAL), each in a
 * process of its own. Nothing of it stays; KVM_CREATE_DEVICE_TEST says yes also when there is such
 * a device.
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

static void set_slot(uint64_t gpa, uint64_t pages, uint32_t flags)
{
	/* Nobody looks at what is there, as long as nobody uses the slot. */
	struct kvm_userspace_memory_region region = {
		.slot = SLOT,
		.flags = flags,
		.guest_phys_addr = gpa,
		.memory_size = pages * getpagesize(),
		.userspace_addr = getpagesize(),
	};

	TEST_ASSERT(!ioctl(vm_fd, KVM_SET_USER_MEMORY_REGION, &region), "the slot");
}

static void by_slot(void *arg)
{
	(void)arg;
	set_slot(SLOT_GPA, SLOT_PAGES, KVM_MEM_LOG_DIRTY_PAGES);
	set_slot(SLOT_GPA * 2, SLOT_PAGES, 0);
	set_slot(SLOT_GPA * 2, 0, 0);
}

static void by_asking(void *arg)
{
	struct kvm_create_device device = {
		.type = KVM_DEV_TYPE_VFIO,
		.flags = KVM_CREATE_DEVICE_TEST,
	};

	(void)arg;
	TEST_ASSERT(!ioctl(vm_fd, KVM_CREATE_DEVICE, &device), "KVM_CREATE_DEVICE_TEST");
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

/* What is kept of a process shows when it has ended. */
static void by_type(void *arg)
{
	const int *kvm_fd = arg;
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(ioctl(*kvm_fd, KVM_CREATE_VM, NO_TYPE) != -1 || errno != EINVAL);
	TEST_ASSERT(pid > 0 && waitpid(pid, &status, 0) == pid && !status,
		    "KVM_CREATE_VM of type %lu is not refused", NO_TYPE);
}

static void run(struct test *t)
{
	int kvm_fd, kvm_vfio_fd;

	t_case(t, "by a slot that is moved");
	if (!t_objects_in_sight(t))
		return;
	kvm_fd = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	vm_fd = ioctl(kvm_fd, KVM_CREATE_VM, 0ul);
	if (vm_fd < 0)
		t_error(t, "no VM: %s", strerror(errno));
	t_expect_objects_stay(t, by_slot, NULL, 48);

	t_case(t, "by KVM_CREATE_DEVICE_TEST");
	t_expect_objects_stay(t, by_asking, NULL, 256);

	t_case(t, "by KVM_CREATE_DEVICE_TEST, where there is one");
	kvm_vfio_fd = kvm_vfio_create_try(vm_fd);
	t_expect_errno(t, kvm_vfio_fd, 0, "KVM_CREATE_DEVICE");
	by_asking(NULL);
	close(kvm_vfio_fd);
	close(vm_fd);

	t_case(t, "by vCPUs with a gap");
	t_expect_objects_stay(t, by_vcpu, &kvm_fd, 64 * GAPS);

	t_case(t, "by VMs of no type");
	t_expect_objects_stay(t, by_type, &kvm_fd, 48);
	close(kvm_fd);
}

TCELIFE_TEST(teardown_objects_of_vm, .name = "teardown.objects_of_vm", .run = run, .hang_s = 240,
	     .needs = NEEDS_KVM, .data = "not to be repeated");
