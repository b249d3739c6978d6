// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.given_back
 * While a group is in a container, the host's own window, and its way around all windows, are
 * switched off; when it leaves, with or without a window of its own, the host has both again, or
 * its drivers cannot do DMA any more. No driver of the host is there to show it: what the firmware
 * is told is listened to.
 *
 * Source: arch/powerpc/platforms/powernv/pci-ioda.c:pnv_ioda2_take_ownership(),
 * pnv_ioda2_release_ownership(); skiboot, doc/opal-api/opal-pci-map-pe-dma-window-44.rst,
 * -real-45.rst
 */
#include "../kit/forgotten.h"

/* Asked for by the administrator. */
static bool has_no_bypass(void)
{
	char *cmdline = slurp("/proc/cmdline");
	bool none = cmdline && strstr(cmdline, "iommu=nobypass");

	free(cmdline);
	return none;
}

/* Whoever had the group before has given both back, too. */
static void taken(struct test *t, struct rig *rig, bool *had_bypass)
{
	const struct firmware_call *window, *bypass;

	t_case(t, "taken");
	t_unheard();
	rig_advance(rig, RIG_IOMMU);
	t_unheard();
	window = t_last_said(FIRMWARE_MAP_WINDOW, 0);
	bypass = t_last_said(FIRMWARE_MAP_BYPASS, 1);
	t_expect(t, window && !window->map.bytes, "the host's window is not switched off");
	*had_bypass = bypass;
	t_expect(t, bypass || has_no_bypass(),
		 "no bypass is switched off: the host has none, which others have taken before");
	t_expect(t, !bypass || !bypass->map.bytes, "the host's bypass is not switched off");
}

/* With it the group leaves; a device that is open would not let it. */
static void with_window(struct test *t, struct rig *rig)
{
	t_setup_case(t, "with a window");
	rig_advance(rig, RIG_WINDOW);
	rig_close_fd(rig, RIG_FD_DEVICE);
	t_unheard();
}

static void given_back(struct test *t, struct rig *rig, bool had_bypass)
{
	const struct firmware_call *window, *bypass;

	t_case(t, "given back");
	vfio_unset_container(rig->group_fd[0]);
	rig_undone(rig, RIG_JOINED, 0);
	t_unheard();
	window = t_last_said(FIRMWARE_MAP_WINDOW, 0);
	bypass = t_last_said(FIRMWARE_MAP_BYPASS, 1);
	t_expect(t, window && window->map.bytes && window->map.levels,
		 "the host has no window again");
	t_expect(t, !had_bypass || (bypass && bypass->map.bytes), "the host has no bypass again");
}

static void run(struct test *t)
{
	bool had_bypass = false;
	struct rig rig;

	t_setup_case(t, "open");
	if (!t_listen(t))
		return;
	rig_open(&rig, t_targets(t), NULL, RIG_GROUP);
	for (unsigned int i = 0; i < 4; i++) {
		taken(t, &rig, &had_bypass);
		if (i / 2)
			with_window(t, &rig);
		given_back(t, &rig, had_bypass);
		rig.step = RIG_GROUP;
	}

	t_case(t, "close");
	firmware_stop();
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_given_back, .name = "holding.given_back", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
