// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.asked
 * When its driver is to be taken away, the kernel asks the one who has the device open to close it,
 * by an event. That is who has it open now: one who has asked for such an event, and has closed the
 * device, hears nothing any more, also if the next one does not want to be asked. He may change his
 * mind, and is asked when the kernel comes back to it: so it does at a signal for the one who takes
 * the driver away, who waits on all the same, for the device is still open.
 *
 * Source: include/uapi/linux/vfio.h: VFIO_PCI_REQ_IRQ_INDEX;
 * drivers/vfio/vfio_main.c:vfio_unregister_group_dev(): "blocked until device is released";
 * drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_close_device(), vfio_pci_core_request()
 */
#include "../kit/unbinder.h"

/* Without the signal, it would take ten seconds. */
static void asked_late(struct test *t, const struct rig *rig, struct unbinder *u)
{
	int event_fd = event_open(t);

	t_case(t, "one who wants to be, after all");
	t_expect_errno(t, vfio_request_event_try(rig->device_fd[0], event_fd), 0,
		       "VFIO_DEVICE_SET_IRQS of VFIO_PCI_REQ_IRQ_INDEX");
	unbinder_signal(t, u);
	t_expect_blocked(t, u);
	t_expect(t, event_came(event_fd, 0), "he was not asked");
	close(event_fd);
}

static void run(struct test *t)
{
	struct unbinder u;
	struct rig rig;
	int former;

	unbinder_start(t, &u);

	t_case(t, "one who wants to be asked");
	rig_open(&rig, t_targets(t), NULL, RIG_DEVICE);
	former = event_open(t);
	t_expect_errno(t, vfio_request_event_try(rig.device_fd[0], former), 0,
		       "VFIO_DEVICE_SET_IRQS of VFIO_PCI_REQ_IRQ_INDEX");
	rig_close_fd(&rig, RIG_FD_DEVICE);

	t_case(t, "one who does not");
	rig.device_fd[0] = vfio_device_open(rig.group_fd[0], t_targets(t)->bdf);
	unbinder_go(t, &u);
	t_expect_blocked(t, &u);
	t_expect(t, !event_came(former, 0), "one who has closed the device was asked to close it");

	asked_late(t, &rig, &u);

	t_case(t, "let go");
	rig_close_fd(&rig, RIG_FD_DEVICE);
	rig_close_fd(&rig, RIG_FD_GROUP);
	rig_close_fd(&rig, RIG_FD_CONTAINER);
	t_expect_unbound(t, &u);
	t_expect(t, !event_came(former, 0), "who has closed all was asked to close the device");
	unbinder_rebind(t, &u);
	t_rig_close(t, &rig);
	close(former);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_asked, .name = "holding.asked", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
