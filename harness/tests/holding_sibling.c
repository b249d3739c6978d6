// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.sibling
 * Two devices in one group: the group's file opens both, and one driver leaves while the other one
 * stays, with the group, its container and what it has mapped. While one is open, close of the
 * other one does not disturb it: what it moves at that moment arrives, and a reset of the hardware
 * that is asserted stays so. A reset of their bus is for those who hold the groups of all devices
 * on it, as the kernel lists them; any other file is refused (EINVAL) and not kept, nor is the
 * device kept awake. The group goes when the last driver does.
 *
 * Source: Documentation/driver-api/vfio.rst, "Groups, Devices, and IOMMUs";
 * include/uapi/linux/vfio.h: VFIO_DEVICE_PCI_HOT_RESET,
 * VFIO_DEVICE_GET_PCI_HOT_RESET_INFO; Documentation/power/runtime_pm.rst;
 * drivers/vfio/pci/vfio_pci_core.c:vfio_pci_dev_set_needs_reset(): "No other VFIO device in the set
 * can be open"
 */
#include "../kit/eeh.h"

#define PUSH_BYTES 512
#define NR_CLOSES  2

static void put(struct test *t, struct rig *rig, uint64_t page)
{
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, page),
				 tce_of(rig, 0, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE");
}

/* With one file for all devices on the bus. */
static int reset_try(int device_fd, int fd)
{
	/* struct vfio_pci_hot_reset: argsz, flags, count, and so many files */
	uint32_t reset[4] = { sizeof(reset), 0, 1, (uint32_t)fd };

	return ioctl(device_fd, VFIO_DEVICE_PCI_HOT_RESET, reset) < 0 ? -errno : 0;
}

#define NR_MOST 16u

/* struct vfio_pci_hot_reset_info, with room for devices */
struct reset_info {
	uint32_t argsz, flags, count;
	struct vfio_pci_dependent_device device[NR_MOST];
};

static int reset_info_try(const struct rig *rig, uint32_t devices, struct reset_info *info)
{
	memset(info, 0xab, sizeof(*info));
	info->argsz = offsetof(struct reset_info, device[devices]);
	return ioctl(rig->device_fd[0], VFIO_DEVICE_GET_PCI_HOT_RESET_INFO, info) < 0 ? -errno : 0;
}

/* True if @bdf is listed. Each that is must be in sysfs, in that group. */
static bool lists(struct test *t, const struct reset_info *info, const char *bdf)
{
	bool found = false;

	for (uint32_t i = 0; i < info->count; i++) {
		const struct vfio_pci_dependent_device *d = &info->device[i];
		char listed[16];
		int group;

		snprintf(listed, sizeof(listed), "%04x:%02x:%02x.%x", d->segment, d->bus,
			 d->devfn >> 3, d->devfn & 7);
		group = sibling_group(listed);
		t_expect(t, group == (int)d->group_id, "%s is listed, in group %u, and is in %d",
			 listed, d->group_id, group);
		found |= !strcmp(listed, bdf);
	}
	return found;
}

/*
 * Who has no room for all of them is told how many there are, and nothing is written behind; who
 * has, learns who they are.
 */
static void expect_listed(struct test *t, const struct rig *rig, const char *sibling)
{
	struct reset_info info;
	uint32_t devices;

	t_expect_errno(t, reset_info_try(rig, 0, &info), -ENOSPC,
		       "VFIO_DEVICE_GET_PCI_HOT_RESET_INFO without room");
	devices = info.count;
	if (!t_expect(t, devices >= 2 && devices < NR_MOST, "%u devices on the bus", devices))
		return;
	t_expect_errno(t, reset_info_try(rig, devices - 1, &info), -ENOSPC,
		       "VFIO_DEVICE_GET_PCI_HOT_RESET_INFO with room for all but one");
	t_expect_errno(t, reset_info_try(rig, devices, &info), 0,
		       "VFIO_DEVICE_GET_PCI_HOT_RESET_INFO with room for all");
	t_expect(t, info.device[devices].group_id == 0xabababab,
		 "what is behind argsz was written");
	if (!t_expect(t, info.count == devices, "%u devices are listed, of %u", info.count,
		      devices))
		return;
	t_expect(t, lists(t, &info, t_targets(t)->bdf), "%s is not listed", t_targets(t)->bdf);
	t_expect(t, lists(t, &info, sibling), "%s is not listed", sibling);
}

static void bus_reset(struct test *t, const struct rig *rig, const char *sibling)
{
	int other_fd = vfio_group_open(t_targets(t)[1].group);
	struct given pipe;

	t_case(t, "a reset of the bus");
	expect_listed(t, rig, sibling);
	t_expect_errno(t, reset_try(rig->device_fd[0], rig->container_fd), -EINVAL,
		       "VFIO_DEVICE_PCI_HOT_RESET with the container");
	t_expect_errno(t, reset_try(rig->device_fd[0], other_fd), -EINVAL,
		       "VFIO_DEVICE_PCI_HOT_RESET with another group");
	t_expect_errno(t, vfio_set_container_try(other_fd, rig->container_fd), 0,
		       "VFIO_GROUP_SET_CONTAINER of another group");
	t_expect_errno(t, reset_try(rig->device_fd[0], other_fd), -EINVAL,
		       "VFIO_DEVICE_PCI_HOT_RESET with another group of the container");
	given_open(t, &pipe);
	t_expect_errno(t, reset_try(rig->device_fd[0], pipe.fd), -EINVAL,
		       "VFIO_DEVICE_PCI_HOT_RESET with a pipe");
	t_expect_given_back(t, &pipe);
	t_expect_errno(t, reset_try(rig->device_fd[0], rig->group_fd[0]), 0,
		       "VFIO_DEVICE_PCI_HOT_RESET with the group");
	close(other_fd);
}

static int open_other(struct test *t, const struct rig *rig, const char *sibling)
{
	int device_fd = vfio_device_open_try(rig->group_fd[0], sibling);

	t_expect_fd(t, device_fd, "VFIO_GROUP_GET_DEVICE_FD of the other one");
	return device_fd;
}

/* Nearly all of what a transfer takes is still to come when the other one is closed. */
static void close_undisturbed(struct test *t, struct rig *rig, const char *sibling)
{
	struct dma_device *dev = rig_dma(rig, 0);
	uint64_t nonce = ++dev->nonce, data[PUSH_BYTES / 8];
	int device_fd = open_other(t, rig, sibling), ret;

	dma_pattern_fill(data, nonce, PUSH_BYTES);
	ret = dma_load_try(dev, data, PUSH_BYTES);
	ret = ret ? ret : dma_push_begin_try(dev, rig_ioba(rig, 2), PUSH_BYTES);
	if (ret)
		t_error(t, "the device moves nothing: %s (see dma.reach)", strerror(-ret));
	close(device_fd);
	t_expect_errno(t, dma_push_end_try(dev), 0, "the end of the transfer");
	t_expect(t, dma_pattern_bytes(rig_hva(rig, 0), nonce, PUSH_BYTES) == PUSH_BYTES,
		 "what the device wrote meanwhile did not arrive");
}

/* Ends with the close of the other device, of which this is a descriptor. */
static void hardware_reset(struct test *t, const struct rig *rig, int device_fd)
{
	struct eeh_said before, now;

	t_case(t, "a reset of the hardware");
	if (!eeh_possible(t)) {
		close(device_fd);
		return;
	}
	eeh_said_to_user(rig, &before);
	t_expect_errno(t, vfio_eeh_try(rig->container_fd, VFIO_EEH_PE_RESET_HOT), 0, "the reset");
	close(device_fd);
	eeh_said_to_user(rig, &now);
	t_expect(t, now.class == ~0u, "in reset it says class 0x%08x when the other one has closed",
		 now.class);
	t_eeh_take_back(t, rig);
	eeh_said_to_user(rig, &now);
	t_expect_eeh_said(t, now, &before, "when it is taken back");
}

static void both(struct test *t, struct rig *rig, const char *sibling)
{
	int device_fd;

	t_case(t, "the other one closes");
	put(t, rig, 2);
	for (unsigned int i = 0; i < NR_CLOSES; i++)
		close_undisturbed(t, rig, sibling);

	t_case(t, "both open");
	device_fd = open_other(t, rig, sibling);
	tce_expect_driven(t, rig, rig->liobn, rig_ioba(rig, 0));
	bus_reset(t, rig, sibling);
	t_expect_errno(t, vfio_unset_container_try(rig->group_fd[0]), -EBUSY,
		       "VFIO_GROUP_UNSET_CONTAINER");
	hardware_reset(t, rig, device_fd);
}

static void run(struct test *t)
{
	const char *sibling;
	struct rig rig;

	t_setup_case(t, "open");
	sibling = sibling_find(t);
	if (!sibling)
		return;
	sibling_take(t, sibling);
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	both(t, &rig, sibling);

	t_case(t, "the other driver leaves");
	sibling_give_back(t, sibling);
	t_expect_errno(t, vfio_device_open_try(rig.group_fd[0], sibling), -ENODEV,
		       "VFIO_GROUP_GET_DEVICE_FD of the other one");
	tce_expect_driven(t, &rig, rig.liobn, rig_ioba(&rig, 0));
	put(t, &rig, 0);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);

	t_case(t, "asleep");
	if (sleep_possible(t))
		t_expect(t, sleep_falls_asleep(t), "nobody has it open, and it is still awake");
}

TCELIFE_TEST(holding_sibling, .name = "holding.sibling", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_TWO_GROUPS | NEEDS_DMA);
