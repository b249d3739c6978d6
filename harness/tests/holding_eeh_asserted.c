// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.eeh_asserted
 * A user has the reset of its hardware asserted and is gone before it takes that back: it is killed
 * (SIGKILL); with DEPTH=full also one that lets go of everything in order, and one that had no
 * device open at all. The next one finds a device that answers: its config space says what it said
 * before, through VFIO and to the host, and its DMA moves data. Each time the reset is taken back
 * at last by somebody who does not open the device; then all of it works in any case.
 *
 * Source: Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 4) VFIO_EEH_PE_OP;
 * arch/powerpc/include/asm/eeh.h, EEH_PE_CFG_BLOCKED: "Block config access";
 * arch/powerpc/kernel/eeh.c:eeh_dev_release(): "If there is no passed through device in PE, the EEH
 * errors detected on the PE will be reported and handled as usual"
 * Known: eeh-reset-left-asserted
 */
#include "../kit/eeh.h"

static const struct place place = { .page = 2, .offset_bytes = 0 };

struct way {
	const char *name;
	uint32_t op;
	enum rig_step upto;
	bool killed;
};

static const struct way ways[] = {
	{ "hot, killed", VFIO_EEH_PE_RESET_HOT, RIG_DEVICE, true },
	{ "fundamental, closed in order", VFIO_EEH_PE_RESET_FUNDAMENTAL, RIG_DEVICE, false },
	{ "hot, without the device", VFIO_EEH_PE_RESET_HOT, RIG_IOMMU, false },
};

/* The one who asserts the reset; comes back only if it is not killed. */
static void user(struct test *t, void *arg)
{
	const struct way *way = arg;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, way->upto);
	t_expect_errno(t, vfio_eeh_try(rig.container_fd, way->op), 0, "the reset");
	if (way->killed)
		kill(getpid(), SIGKILL);
	t_rig_close(t, &rig);
}

static void user_goes(struct test *t, struct way way)
{
	int status;

	if (!way.killed) {
		user(t, &way);
		return;
	}
	status = t_in_child_try(t, user, &way);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
		t_error(t, "the child that was to be killed ended with status 0x%x", status);
}

/* Of a device that does not answer no DMA engine can be had. */
static void next_user(struct test *t, void *arg)
{
	const struct eeh_said *before = arg;
	struct eeh_said now;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	if (t_expect_errno(t, rig_step_try(&rig), 0, "open of the device")) {
		eeh_said_to_user(&rig, &now);
		if (t_expect_eeh_said(t, now, before, "to the next user")) {
			rig_advance(&rig, RIG_READY);
			t_guest_map(t, &rig, place, REACH_BOTH);
			t_expect(t, reach_moves(&rig, place), "the next user's data does not move");
		}
	}
	t_rig_close(t, &rig);
}

/* In a child, as the engine's own checks end it, and the device has to be put in order then. */
static void t_expect_usable(struct test *t, struct eeh_said before)
{
	struct eeh_said now;
	int status;

	eeh_said_to_host(t, &now);
	t_expect_eeh_said(t, now, &before, "to the host");
	status = t_in_child_try(t, next_user, &before);
	t_expect(t, !status, "the next user cannot use it, and ended with status 0x%x", status);
}

/* The device may not sleep, until settings_put_back(). */
static void keep_awake(struct test *t)
{
	char path[80];
	int ret;

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/power/control", t_targets(t)->bdf);
	ret = setting_change(path, "on");
	if (ret)
		t_error(t, "on to %s: %s", path, strerror(-ret));
}

/*
 * By one who does not open the device: it may be that nobody can. It is awake meanwhile: what it
 * said when it was sent to sleep, all ones, is written to it when it wakes up.
 * drivers/pci/pci-driver.c:pci_pm_runtime_suspend(), pci_pm_runtime_resume()
 */
static void take_back(struct test *t)
{
	struct rig rig;

	keep_awake(t);
	rig_open(&rig, t_targets(t), NULL, RIG_IOMMU);
	t_eeh_take_back(t, &rig);
	t_rig_close(t, &rig);
	settings_put_back();
}

static void run(struct test *t)
{
	unsigned int nr_ways = t_full_depth(t) ? ARRAY_SIZE(ways) : 1; /* seconds each */
	struct eeh_said before;

	t_setup_case(t, "is there");
	if (!eeh_possible(t))
		return;
	eeh_said_to_host(t, &before);
	for (unsigned int i = 0; i < nr_ways; i++) {
		t_case(t, "%s", ways[i].name);
		user_goes(t, ways[i]);
		t_expect_usable(t, before);
		take_back(t);
	}
	t_case(t, "taken back");
	t_expect_usable(t, before);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_eeh_asserted, .name = "holding.eeh_asserted", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA, .hang_s = 240,
	     .data = "not to be repeated");
