// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.awake
 * A device of VFIO that nobody has open sleeps: it is kept awake from the first open to the last
 * close, and that is counted. So it sleeps afterwards, also if its user has let it sleep while it
 * was open and ends without a word; and the next one finds it awake again.
 *
 * Source: Documentation/power/runtime_pm.rst; include/uapi/linux/vfio.h,
 * VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY; drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_enable(),
 * vfio_pci_core_disable()
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

static void let_sleep(struct test *t, struct rig *rig)
{
	int ret = vfio_low_power_try(rig->device_fd[0]);

	if (ret == -ENOTTY) {
		t_skip(t, "the kernel does not let a user do that; since 6.1 it does");
		return;
	}
	t_expect_errno(t, ret, 0, "VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY");
	expect_asleep(t, "when its user lets it");
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
		rig_close_fd(&rig, RIG_FD_DEVICE);
		expect_asleep(t, "after its close");

		t_case(t, "opened, and let sleep");
		open_device(t, &rig);
		let_sleep(t, &rig);
		rig_close_fd(&rig, RIG_FD_DEVICE);
		expect_asleep(t, "after its close");
	}
	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_awake, .name = "holding.awake", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
