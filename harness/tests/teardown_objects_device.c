// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: teardown.objects_device
 * As teardown.objects, by the life of the device itself: it is opened, gets an interrupt and an
 * event by which it would be asked for, and is closed with both; and its driver is taken away and
 * given back. What the kernel allocates for that goes with it.
 *
 * Source: Documentation/mm/slab.rst, /proc/slabinfo;
 * drivers/vfio/vfio_main.c:vfio_device_release(), vfio_device_fops_release();
 * drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_disable(), vfio_pci_core_close_device()
 */
#include "../kit/objects.h"

#define TIMES 48u

struct opened {
	struct rig rig;
	int event;
};

static void by_open(void *arg)
{
	struct opened *o = arg;
	int fd = vfio_device_open(o->rig.group_fd[0], o->rig.target[0]->bdf);

	/* What of it a device does not have, it does not lose. */
	vfio_request_event_try(fd, o->event);
	vfio_interrupt_event_try(fd, VFIO_PCI_INTX_IRQ_INDEX, o->event);
	close(fd);
}

static void by_driver(void *arg)
{
	const struct vfio_target *target = arg;

	TEST_ASSERT(!spit("/sys/bus/pci/drivers/vfio-pci/unbind", target->bdf), "unbind of %s",
		    target->bdf);
	TEST_ASSERT(!spit("/sys/bus/pci/drivers/vfio-pci/bind", target->bdf), "bind of %s",
		    target->bdf);
}

static void run(struct test *t)
{
	struct vfio_target target = *t_targets(t);
	struct opened o;

	t_case(t, "by the device");
	if (!t_objects_in_sight(t))
		return;
	o.event = event_open(t);
	rig_open(&o.rig, t_targets(t), NULL, RIG_IOMMU);
	t_expect_objects_stay(t, by_open, &o, TIMES);
	t_rig_close(t, &o.rig);
	close(o.event);

	t_case(t, "by the driver");
	t_expect_objects_stay(t, by_driver, &target, TIMES);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(teardown_objects_device, .name = "teardown.objects_device", .run = run, .hang_s = 240,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
