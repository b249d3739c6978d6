// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: holding.unbind
 * The owner of the machine takes the driver away from a device whose group KVM has attached.
 * While the device is open that must wait, and the kernel asks for it; since 6.6 it hands the
 * device out no more (ENODEV), or who opens it over and over would keep the driver for ever. When
 * it is closed, the newer generation finishes at once, for KVM holds the group's file alone and
 * that does not keep a driver; the older one waits until KVM lets go. Afterwards the group is gone
 * (ENOENT); KVM still has its file, but there is nothing of VFIO's to attach any more:
 * SET_SPAPR_TCE is EINVAL, as the hardware is the host's again. Then the driver comes back, and all
 * of it works as before.
 *
 * Source: Documentation/driver-api/vfio.rst (the request callback);
 * include/uapi/linux/vfio.h: VFIO_PCI_REQ_IRQ_INDEX;
 * drivers/vfio/vfio_main.c:vfio_unregister_group_dev(): "Prevent new device opened by userspace";
 * Documentation/virt/kvm/devices/vfio.rst
 * Known: kvm-tce-attach-after-unbind
 */
#include "../kit/unbinder.h"

static void expect_not_handed_out(struct test *t, const struct rig *rig)
{
	int fd = vfio_device_open_try(rig->group_fd[0], t_targets(t)->bdf);

	if (vfio_release_from(6, 6))
		t_expect_errno(t, fd, -ENODEV, "VFIO_GROUP_GET_DEVICE_FD");
	if (fd >= 0)
		close(fd);
}

static void unbind_while_open(struct test *t, struct rig *rig, struct unbinder *u)
{
	/* Pages no smaller than the host's: what fits the window fits the host's own too. */
	const struct rig_opts opts = { .table_page_shift = 16 };

	t_case(t, "device open");
	rig_open(rig, t_targets(t), &opts, RIG_READY);
	unbinder_listen(t, u, rig);
	unbinder_go(t, u);
	unbinder_await_request(t, u);
	t_expect_blocked(t, u);
	expect_not_handed_out(t, rig);
	t_expect_maps(t, rig);
}

static void unbound_while_held(struct test *t, struct rig *rig, struct unbinder *u)
{
	t_expect_unbound(t, u);
	t_expect_errno(t, vfio_group_open_try(t_targets(t)->group), -ENOENT, "open of the group");

	t_case(t, "attach without a driver");
	t_expect_errno(t, attach_try(rig), -EINVAL, "SET_SPAPR_TCE");
	t_remove(t, rig, 0);
}

static void close_fds(struct rig *rig)
{
	rig_close_fd(rig, RIG_FD_KVM_VFIO);
	rig_close_fd(rig, RIG_FD_TABLE);
	rig_close_fd(rig, RIG_FD_GROUP);
	rig_close_fd(rig, RIG_FD_CONTAINER);
}

static void run(struct test *t)
{
	bool holds_file = vfio_generation() == VFIO_HOLDS_FILE;
	struct unbinder u;
	struct rig rig;

	unbinder_start(t, &u);
	unbind_while_open(t, &rig, &u);

	t_case(t, "device closed, group held");
	t_diag(t, "generation: %s", vfio_generation_name(vfio_generation()));
	rig_close_fd(&rig, RIG_FD_DEVICE);
	if (holds_file)
		unbound_while_held(t, &rig, &u);
	else
		t_expect_blocked(t, &u);

	t_case(t, "let go");
	close_fds(&rig);
	if (!holds_file)
		t_expect_unbound(t, &u);
	unbinder_rebind(t, &u);
	t_rig_close(t, &rig);

	t_case(t, "bound again");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_expect_maps(t, &rig);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(holding_unbind, .name = "holding.unbind", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
