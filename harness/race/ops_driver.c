// SPDX-License-Identifier: GPL-2.0-only
/* The owner of the machine takes the driver away from the device, and gives it back. */
#include "../../lib/slurp.h"
#include "op.h"

static int run_unbind(struct scene *s, unsigned int side)
{
	(void)side;
	return spit("/sys/bus/pci/drivers/vfio-pci/unbind", s->rig.target[0]->bdf);
}

/* Waits until nobody has the device open: drivers/vfio/vfio_main.c:vfio_unregister_group_dev() */
RACE_OP(unbind, .name = "unbind", .what = "unbind of the driver",
	.on = ON_GROUP | ON_CONTAINER | ON_DEVICE | ON_DRIVER | ON_PART_STATE, .under = UNDER_GROUP,
	.blocked_by = 1u << FACT_DEVICE, .changes = 1u << FACT_BOUND,
	.lack = { { FACT_BOUND, -ENODEV } }, .with_itself = true, .run = run_unbind);

static int run_bind(struct scene *s, unsigned int side)
{
	(void)side;
	return spit("/sys/bus/pci/drivers/vfio-pci/bind", s->rig.target[0]->bdf);
}

/* drivers/base/dd.c:device_driver_attach() */
RACE_OP(bind, .name = "bind", .what = "bind of the driver", .on = ON_DRIVER | ON_PART_BOUND,
	.without = 1u << FACT_BOUND, .changes = 1u << FACT_BOUND,
	.lack = { { FACT_BOUND, -EBUSY } }, .with_itself = true, .run = run_bind);
