// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.eeh_unbind
 * While the driver is taken away from a device and waits for its user, who has it open, the user
 * resets the hardware (VFIO_EEH_PE_OP: a hot reset) and takes that back: the requests come back,
 * whatever they answer, or neither of the two could ever go on. The user closes, the driver goes,
 * and when it is back all works as before.
 *
 * Source: Documentation/driver-api/vfio.rst (the request callback), and "PPC64 sPAPR implementation
 * note", 4) VFIO_EEH_PE_OP; drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_disable(): "Try to get
 * the locks ourselves to prevent a deadlock"
 * Known: eeh-reset-waits-for-unbind
 */
#include "../kit/eeh.h"

static const struct place place = { .page = 2, .offset_bytes = 0 };

static void request(struct test *t, const struct rig *rig, uint32_t op, const char *name)
{
	int ret = vfio_eeh_try(rig->container_fd, op);

	t_diag(t, "%s: %s", name, ret < 0 ? strerror(-ret) : "success");
	t_alive(t); /* each may take seconds */
}

static void reset_while_asked(struct test *t, struct rig *rig, struct unbinder *u)
{
	t_case(t, "the driver waits");
	unbinder_listen(t, u, rig);
	unbinder_go(t, u);
	unbinder_await_request(t, u);
	t_expect_blocked(t, u);

	t_case(t, "a reset meanwhile");
	request(t, rig, VFIO_EEH_PE_RESET_HOT, "VFIO_EEH_PE_RESET_HOT");
	request(t, rig, VFIO_EEH_PE_RESET_DEACTIVATE, "VFIO_EEH_PE_RESET_DEACTIVATE");
	request(t, rig, VFIO_EEH_PE_CONFIGURE, "VFIO_EEH_PE_CONFIGURE");
	t_expect_blocked(t, u);

	t_case(t, "the driver goes");
	rig_close_fd(rig, RIG_FD_DEVICE);
	t_expect_unbound(t, u);
}

static void run(struct test *t)
{
	struct unbinder u;
	struct rig rig;

	t_setup_case(t, "is there");
	if (!eeh_possible(t))
		return;
	unbinder_start(t, &u);
	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	reset_while_asked(t, &rig, &u);
	rig_close_fd(&rig, RIG_FD_GROUP);
	rig_close_fd(&rig, RIG_FD_CONTAINER);
	unbinder_rebind(t, &u);
	t_rig_close(t, &rig);

	t_case(t, "bound again");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_guest_map(t, &rig, place, REACH_BOTH);
	t_expect(t, reach_moves(&rig, place), "nothing moves");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_eeh_unbind, .name = "holding.eeh_unbind", .run = run, .hang_s = 6,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA, .data = "not to be repeated");
