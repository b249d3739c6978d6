// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.awake
 * A device of VFIO that nobody has open sleeps: it is kept awake from the first open to the last
 * close, and during each request, and that is counted. So it sleeps afterwards, also if a request
 * was refused, or its user has let it sleep while it was open and ends without a word; and the next
 * one finds it awake again. An eventfd that is to be signalled when it wakes is not, if the request
 * that brought it was refused.
 *
 * Source: Documentation/power/runtime_pm.rst; include/uapi/linux/vfio.h,
 * VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY, VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY_WITH_WAKEUP;
 * drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_enable(), vfio_pci_core_disable(),
 * vfio_pci_core_pm_entry_with_wakeup()
 */
#include "../kit/sleep.h"

static void open_device(struct test *t, struct rig *rig)
{
	rig->device_fd[0] = vfio_device_open(rig->group_fd[0], t_targets(t)->bdf);
	t_expect(t, !sleep_is_asleep(t), "it sleeps while it is open");
}

static void expect_asleep(struct test *t, const char *when)
{
	t_expect(t, sleep_falls_asleep(t), "%s: it is still awake", when);
}

static void let_sleep(struct test *t, const struct rig *rig)
{
	t_expect_errno(t, vfio_low_power_enter_try(rig->device_fd[0]), 0,
		       "VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY");
	expect_asleep(t, "when its user lets it");
}

/* False, with the case skipped, if the kernel does not let a user do that. */
static bool can_let_sleep(struct test *t, const struct rig *rig)
{
	bool can = vfio_low_power_exit_try(rig->device_fd[0]) != -ENOTTY;

	if (!can)
		t_skip(t, "the kernel does not let a user do that; since 6.1 it does");
	return can;
}

/* A low power entry whose user is told by an eventfd when it ends. */
static int low_power_wakeup_try(const struct rig *rig, uint32_t argsz, int event_fd)
{
	/* struct vfio_device_feature, then vfio_device_low_power_entry_with_wakeup */
	uint32_t feature[4] = {
		argsz ? argsz : sizeof(feature),
		VFIO_DEVICE_FEATURE_SET | VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY_WITH_WAKEUP,
		(uint32_t)event_fd,
	};

	return ioctl(rig->device_fd[0], VFIO_DEVICE_FEATURE, feature) < 0 ? -errno : 0;
}

/* Who is refused is told nothing, and his eventfd is his alone. */
static void refused(struct test *t, const struct rig *rig)
{
	int event_fd = event_open(t);

	t_expect_errno(t, low_power_wakeup_try(rig, sizeof(struct vfio_device_feature), event_fd),
		       -EINVAL, "LOW_POWER_ENTRY_WITH_WAKEUP, argsz without the eventfd");
	let_sleep(t, rig);
	t_expect_errno(t, low_power_wakeup_try(rig, 0, event_fd), -EINVAL,
		       "LOW_POWER_ENTRY_WITH_WAKEUP of one that sleeps");
	t_expect_errno(t, vfio_low_power_exit_try(rig->device_fd[0]), 0,
		       "VFIO_DEVICE_FEATURE_LOW_POWER_EXIT");
	t_expect(t, !event_came(event_fd, 0), "who was refused is told that it is awake");
	close(event_fd);
}

static int unknown_try(const struct rig *rig)
{
	return ioctl(rig->device_fd[0], _IO(VFIO_TYPE, VFIO_BASE + 99)) < 0 ? -errno : 0;
}

/* A read of the region behind its last, by the rule that the offsets of the others follow. */
static int no_region_try(const struct rig *rig)
{
	struct vfio_region_info info[2];
	struct vfio_device_info device;
	char byte;

	if (vfio_device_info_try(rig->device_fd[0], &device) ||
	    vfio_region_info_try(rig->device_fd[0], 0, &info[0]) ||
	    vfio_region_info_try(rig->device_fd[0], 1, &info[1]))
		return -ENODEV;
	return pread(rig->device_fd[0], &byte, 1,
		     (off_t)(device.num_regions * (info[1].offset - info[0].offset))) < 0 ?
		       -errno :
		       0;
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "closed");
	if (!sleep_possible(t))
		return;
	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	expect_asleep(t, "when nobody has it open");

	for (unsigned int i = 0; i < 2; i++) {
		t_case(t, "opened");
		open_device(t, &rig);
		t_expect_errno(t, unknown_try(&rig), -ENOTTY, "a request that no device knows");
		t_expect_errno(t, no_region_try(&rig), -EINVAL, "a read of a region that is none");
		rig_close_fd(&rig, RIG_FD_DEVICE);
		expect_asleep(t, "after its close");

		t_case(t, "opened, and let sleep");
		open_device(t, &rig);
		if (can_let_sleep(t, &rig))
			let_sleep(t, &rig);
		rig_close_fd(&rig, RIG_FD_DEVICE);
		expect_asleep(t, "after its close");
	}
	t_case(t, "a wake-up call that is refused");
	open_device(t, &rig);
	if (can_let_sleep(t, &rig))
		refused(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_awake, .name = "holding.awake", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
