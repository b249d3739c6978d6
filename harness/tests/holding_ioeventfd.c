// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.ioeventfd
 * A user can have a value written to a BAR when an eventfd is signalled: the kernel then takes each
 * signal. One place and value has one eventfd (EEXIST), until that is removed (then ENODEV), or the
 * device is closed: from then on nobody takes the signals but its owner. What is not in a BAR, has
 * no one size, or is no eventfd, is refused (EINVAL), takes no signals, and is none of those that a
 * device can have.
 *
 * Source: include/uapi/linux/vfio.h, VFIO_DEVICE_IOEVENTFD;
 * drivers/vfio/pci/vfio_pci_rdwr.c:vfio_pci_ioeventfd()
 */
#include "../kit/event.h"

#define DATA 0x7ce11feu
#define MAX  1000 /* VFIO_PCI_IOEVENTFD_MAX of drivers/vfio/pci/vfio_pci_rdwr.c */

static int ioeventfd_try(const struct rig *rig, uint32_t flags, uint64_t offset, int fd)
{
	struct vfio_device_ioeventfd ioeventfd = {
		.argsz = sizeof(ioeventfd), .flags = flags, .offset = offset, .data = DATA, .fd = fd
	};

	return ioctl(rig->device_fd[0], VFIO_DEVICE_IOEVENTFD, &ioeventfd) < 0 ? -errno : 0;
}

static int add_try(const struct rig *rig, uint64_t offset, int fd)
{
	return ioeventfd_try(rig, VFIO_DEVICE_IOEVENTFD_32, offset, fd);
}

static int remove_try(const struct rig *rig, uint64_t offset)
{
	return ioeventfd_try(rig, VFIO_DEVICE_IOEVENTFD_32, offset, -1);
}

static void refused(struct test *t, const struct rig *rig, const struct vfio_region_info *bar,
		    int event_fd)
{
	const uint64_t end = bar->offset + bar->size;
	struct vfio_region_info config;

	t_case(t, "refused");
	t_expect_errno(t, ioeventfd_try(rig, 0, bar->offset, event_fd), -EINVAL, "no size");
	t_expect_errno(t,
		       ioeventfd_try(rig, VFIO_DEVICE_IOEVENTFD_8 | VFIO_DEVICE_IOEVENTFD_32,
				     bar->offset, event_fd),
		       -EINVAL, "two sizes");
	t_expect_errno(t, ioeventfd_try(rig, 1u << 4, bar->offset, event_fd), -EINVAL,
		       "a size of no kind");
	t_expect_errno(t, add_try(rig, end, event_fd), -EINVAL, "behind the end");
	t_expect_errno(t, add_try(rig, end - 3, event_fd), -EINVAL, "partly behind the end");
	t_expect_errno(
		t, vfio_region_info_try(rig->device_fd[0], VFIO_PCI_CONFIG_REGION_INDEX, &config),
		0, "VFIO_DEVICE_GET_REGION_INFO of config space");
	t_expect_errno(t, add_try(rig, config.offset, event_fd), -EINVAL, "config space");
	t_expect_errno(t, add_try(rig, bar->offset, -2), -EINVAL, "fd -2");
	for (unsigned int i = 0; i < MAX; i++) /* none of them counts */
		t_expect_errno(t, add_try(rig, bar->offset, rig->container_fd), -EINVAL,
			       "a container");
	t_expect_errno(t, remove_try(rig, bar->offset), -ENODEV, "removal of none");
	t_expect_event_taken(t, event_fd, false, "refused");
}

static void added(struct test *t, const struct rig *rig, uint64_t offset, int event_fd,
		  int other_fd)
{
	t_case(t, "added");
	t_expect_errno(t, add_try(rig, offset, event_fd), 0, "the first time");
	t_expect_errno(t, add_try(rig, offset, event_fd), -EEXIST, "once more");
	t_expect_errno(t, add_try(rig, offset, other_fd), -EEXIST, "another eventfd");
	t_expect_event_taken(t, event_fd, true, "added");
	t_expect_event_taken(t, other_fd, false, "the other one");
}

static void removed(struct test *t, const struct rig *rig, uint64_t offset, int event_fd)
{
	t_case(t, "removed");
	t_expect_errno(t, remove_try(rig, offset), 0, "removal");
	t_expect_errno(t, remove_try(rig, offset), -ENODEV, "once more");
	t_expect_event_taken(t, event_fd, false, "removed");
}

/* The writes would get to a virtual function. */
static bool possible(struct test *t, const struct rig *rig, struct vfio_region_info *bar)
{
	bool can = !vfio_region_info_try(rig->device_fd[0], VFIO_PCI_BAR0_REGION_INDEX, bar) &&
		   bar->size >= sizeof(uint32_t) && !t_is_virtual_function(t) &&
		   vfio_interrupts_try(rig->device_fd[0], VFIO_PCI_MSIX_IRQ_INDEX) == 0;

	if (!can)
		t_skip(t, "no BAR 0, or the MSI-X table may be there, or a virtual function; use a "
			  "device with a BAR 0 and without MSI-X");
	return can;
}

static void run(struct test *t)
{
	int event_fd[2] = { event_open(t), event_open(t) };
	struct vfio_region_info bar;
	struct rig rig;

	t_case(t, "open");
	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	/* Then no write gets to the device, whatever it is. */
	t_expect_errno(t, vfio_command_try(rig.device_fd[0], PCI_COMMAND_MEMORY, false), 0,
		       "a write of the command register");
	if (possible(t, &rig, &bar)) {
		refused(t, &rig, &bar, event_fd[0]);
		for (unsigned int i = 0; i < 2; i++) {
			added(t, &rig, bar.offset, event_fd[i], event_fd[!i]);
			removed(t, &rig, bar.offset, event_fd[i]);
		}
		added(t, &rig, bar.offset, event_fd[0], event_fd[1]);
	}

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_event_taken(t, event_fd[0], false, "closed");
	close(event_fd[0]);
	close(event_fd[1]);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_ioeventfd, .name = "holding.ioeventfd", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
