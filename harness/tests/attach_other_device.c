// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: attach.other_device
 * A VM that has a device of another kind, an interrupt controller, has one KVM-VFIO device beside
 * it and no second one (EBUSY), whichever of the two was made first, and the group is attached as
 * ever.
 *
 * Source: Documentation/virt/kvm/devices/vfio.rst: "Only one VFIO instance may be created per VM"
 */
#include "../kit/attached.h"

static int interrupt_controller(const struct rig *rig)
{
	struct kvm_create_device create = { .type = KVM_DEV_TYPE_XICS };

	return ioctl(rig->vm->fd, KVM_CREATE_DEVICE, &create) < 0 ? -errno : (int)create.fd;
}

static int must_make(struct test *t, const struct rig *rig)
{
	int device_fd = interrupt_controller(rig);

	if (device_fd < 0)
		t_skip(t, "this KVM makes none: %s", strerror(-device_fd));
	return device_fd;
}

static void expect_one(struct test *t, struct rig *rig)
{
	t_expect_attached(t, rig);
	t_expect_maps(t, rig);
	t_expect_errno(t, kvm_vfio_create_try(rig->vm->fd), -EBUSY, "a second KVM-VFIO device");
}

static void close_all(struct test *t, struct rig *rig, int device_fd)
{
	if (device_fd >= 0)
		close(device_fd);
	t_rig_close(t, rig);
	t_expect_nothing_held(t);
}

static void run(struct test *t)
{
	struct rig rig;
	int device_fd;

	t_setup_case(t, "an interrupt controller first");
	rig_open(&rig, t_targets(t), NULL, RIG_TABLE);
	device_fd = must_make(t, &rig);

	t_case(t, "attach beside it");
	rig_advance(&rig, RIG_READY);
	expect_one(t, &rig);
	close_all(t, &rig, device_fd);

	t_case(t, "an interrupt controller afterwards");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	device_fd = must_make(t, &rig);
	expect_one(t, &rig);

	t_case(t, "close");
	close_all(t, &rig, device_fd);
}

TCELIFE_TEST(attach_other_device, .name = "attach.other_device", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
