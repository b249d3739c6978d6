// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.device_refused
 * A device cannot be opened while the container of its group has no IOMMU (EINVAL). The group is
 * KVM's meanwhile, so that the kernel took the VM, the device and a number for the file on the way:
 * all of it is given back. Nor can it, with an IOMMU, by a name with an option that nobody knows,
 * with what is no token, with two, or with a token that a device without virtual functions does not
 * have (EINVAL), nor by that of no device (ENODEV). The next file gets the number that was free
 * before, the VM goes with its own fds, and the driver can be taken away.
 *
 * Source: Documentation/driver-api/vfio.rst, "VFIO Usage Example"; include/uapi/linux/vfio.h:
 * VFIO_GROUP_GET_DEVICE_FD; drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_match(); open(2):
 * "the lowest-numbered file descriptor not currently open for the process"
 * Known: kvm-vfio-never-attached-warns
 */
#include "../kit/unbinder.h"

#define TIMES 3
#define TOKEN " vf_token=2ab74924-c335-45f4-9b16-8569e5b08258"

static int lowest_free_fd(void)
{
	int fd = dup(0);

	close(fd);
	return fd;
}

static void refused(struct test *t, struct rig *rig)
{
	int free_fd = lowest_free_fd();

	t_case(t, "refused");
	for (unsigned int i = 0; i < TIMES; i++)
		t_expect_errno(t, vfio_device_open_try(rig->group_fd[0], t_targets(t)->bdf),
			       -EINVAL, "VFIO_GROUP_GET_DEVICE_FD without an IOMMU");
	t_expect(t, lowest_free_fd() == free_fd, "the lowest free fd is %d, was %d before",
		 lowest_free_fd(), free_fd);
}

static void refused_by(struct test *t, struct rig *rig, const char *more, int want)
{
	char name[128];
	int fd;

	snprintf(name, sizeof(name), "%s%s", t_targets(t)->bdf, more);
	fd = vfio_device_open_try(rig->group_fd[0], name);
	t_expect_errno(t, fd, want, "VFIO_GROUP_GET_DEVICE_FD of \"%s\"", name);
	if (fd >= 0)
		close(fd);
}

/* Then a token is not refused, but becomes the device's. */
static bool can_have_functions(const char *bdf)
{
	char path[96];

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/sriov_totalvfs", bdf);
	return !access(path, F_OK);
}

/* With an IOMMU: without one, the right name is refused just the same. */
static void refused_by_name(struct test *t, struct rig *rig)
{
	t_case(t, "refused by name");
	rig_advance(rig, RIG_IOMMU);
	refused_by(t, rig, " tcelife=1", -EINVAL);
	refused_by(t, rig, " vf_token=", -EINVAL);
	refused_by(t, rig, " vf_token=2ab74924-c335-45f4-9b16-8569e5b0825", -EINVAL);
	refused_by(t, rig, " vf_token=2ab74924-c335-45f4-9b16-8569e5b0825g", -EINVAL);
	refused_by(t, rig, TOKEN TOKEN, -EINVAL);
	refused_by(t, rig, TOKEN " tcelife=1", -EINVAL);
	refused_by(t, rig, "0", -ENODEV);
	refused_by(t, rig, "0" TOKEN, -ENODEV);

	t_case(t, "refused by token");
	if (can_have_functions(t_targets(t)->bdf))
		t_skip(t, "the device can have virtual functions, and a token; take one without");
	else
		refused_by(t, rig, TOKEN, -EINVAL);
}

static void vm_goes(struct test *t, struct rig *rig)
{
	struct watched_vm vm = vm_watch(rig->vm->fd);

	t_case(t, "the VM goes");
	rig_close_fd(rig, RIG_FD_KVM_VFIO);
	rig_close_fd(rig, RIG_FD_VCPU);
	rig_close_fd(rig, RIG_FD_VM);
	t_expect_vm_gone(t, &vm, "a device that is not open keeps the VM");
}

static void run(struct test *t)
{
	struct unbinder u;
	struct rig rig;

	unbinder_start(t, &u);
	t_setup_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_JOINED);
	rig.kvm_vfio_fd = kvm_vfio_create(rig.vm->fd);
	kvm_vfio_group_add(rig.kvm_vfio_fd, rig.group_fd[0]);
	refused(t, &rig);
	refused_by_name(t, &rig);
	vm_goes(t, &rig);

	t_case(t, "the driver goes");
	unbinder_go(t, &u);
	t_expect_unbound(t, &u);
	rig_close_fd(&rig, RIG_FD_GROUP);
	rig_close_fd(&rig, RIG_FD_CONTAINER);
	unbinder_rebind(t, &u);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_device_refused, .name = "holding.device_refused", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
