// SPDX-License-Identifier: GPL-2.0-only
/* VFIO's half: the group, and its device. */
#include <unistd.h>

#include "op.h"

/* --- the group --- */

static int run_group_close(struct scene *s, unsigned int side)
{
	(void)side;
	return op_answer_of(close(s->rig.group_fd[0]));
}

static void after_group_close(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	(void)answer;
	s->rig.group_fd[0] = -1;
}

RACE_OP(group_close, .name = "group_close", .what = "close of the group",
	.on = ON_GROUP | ON_CONTAINER | ON_PART_BLOCK | ON_PART_TYPE | ON_PART_OWNER |
	      ON_PART_TELLS | ON_PART_STATE,
	.under = UNDER_GROUP | UNDER_JOINS, .changes = 1u << FACT_GROUP,
	.lack = { { FACT_GROUP, -EBADF } }, .run = run_group_close, .after = after_group_close);

static int run_group_open(struct scene *s, unsigned int side)
{
	return op_opened(s, side, vfio_group_open_try(s->rig.target[0]->group));
}

RACE_OP(group_open, .name = "group_open", .what = "a second open of the group",
	.on = ON_GROUP | ON_DRIVER, .under = UNDER_GROUP, .busy = -EBUSY,
	.lack = { { FACT_BOUND, -ENOENT }, { FACT_BOUND, -ENODEV }, { FACT_BOUND, -ENXIO } },
	.run = run_group_open, .after = op_close_other);

/* Who gets it next puts it into a container of their own, which lives as long as it is in there. */
static int run_group_take(struct scene *s, unsigned int side)
{
	int group_fd = vfio_group_open_try(s->rig.target[0]->group);
	int container_fd, ret;

	if (group_fd < 0)
		return group_fd;
	s->other_fd[side] = group_fd;
	container_fd = vfio_container_open_try();
	if (container_fd < 0)
		return container_fd;
	ret = vfio_set_container_try(group_fd, container_fd);
	close(container_fd);
	return ret;
}

static const char *broken_group_take(struct scene *s, unsigned int side, int answer)
{
	if (answer < 0 || !vfio_unset_container_try(s->other_fd[side]))
		return NULL;
	return "the container that the group was put into is gone from it";
}

RACE_OP(group_take, .name = "group_take",
	.what = "a second open of the group, and VFIO_GROUP_SET_CONTAINER", .on = ON_PART_OWNER,
	.under = UNDER_GROUP, .busy = -EBUSY, .run = run_group_take, .broken = broken_group_take,
	.after = op_close_other);

/* Of two who open it at once one has it. */
RACE_OP(group_claim, .name = "group_claim", .what = "open of a group that nobody has",
	.under = UNDER_GROUP, .without = 1u << FACT_GROUP, .busy = -EBUSY, .with_itself = true,
	.one_wins = true, .run = run_group_open, .after = op_close_other);

static int run_group_status(struct scene *s, unsigned int side)
{
	int flags = vfio_group_flags_try(s->rig.group_fd[0]);

	s->group_flags[side] = flags;
	return flags < 0 ? flags : 0;
}

/* Before or after whatever happens beside it: nobody else has the device then, either. */
static const char *broken_group_status(struct scene *s, unsigned int side, int answer)
{
	if (answer || s->group_flags[side] & VFIO_GROUP_FLAGS_VIABLE)
		return NULL;
	return "it is said not to be viable";
}

RACE_OP(group_status, .name = "group_status", .what = "VFIO_GROUP_GET_STATUS", .on = ON_PART_STATE,
	.under = UNDER_GROUP, .needs = 1u << FACT_GROUP,
	.lack = { { FACT_GROUP, -EBADF }, { FACT_BOUND, -ENODEV } }, .run = run_group_status,
	.broken = broken_group_status);

/* --- the device --- */

/* EAGAIN: the device is locked; drivers/vfio/pci/vfio_pci_core.c:vfio_pci_core_enable(). */
static int run_device_open(struct scene *s, unsigned int side)
{
	int fd = vfio_device_open_try(s->rig.group_fd[0], s->rig.target[0]->bdf);

	if (fd >= 0 && s->driver_leaves) {
		close(fd);
		return 0;
	}
	return op_opened(s, side, fd);
}

RACE_OP(device_open, .name = "device_open", .what = "VFIO_GROUP_GET_DEVICE_FD",
	.on = ON_GROUP | ON_DEVICE | ON_PART_LAST, .under = UNDER_GROUP,
	.without = 1u << FACT_DEVICE,
	.lack = { { FACT_GROUP, -EBADF },
		  { FACT_IOMMU, -EINVAL },
		  { FACT_BOUND, -ENODEV },
		  { FACT_BOUND, -EAGAIN } },
	.run = run_device_open, .after = op_close_other);

static int run_device_close(struct scene *s, unsigned int side)
{
	(void)side;
	return op_answer_of(close(s->rig.device_fd[0]));
}

static void after_device_close(struct scene *s, unsigned int side, int answer)
{
	(void)side;
	(void)answer;
	s->rig.device_fd[0] = -1;
}

RACE_OP(device_close, .name = "device_close", .what = "close of the device",
	.on = ON_GROUP | ON_CONTAINER | ON_DEVICE | ON_PART_HOLDS, .under = UNDER_GROUP,
	.changes = 1u << FACT_DEVICE, .lack = { { FACT_DEVICE, -EBADF } }, .run = run_device_close,
	.after = after_device_close);

/* The first who opens it takes the VM that the group knows, the last who closes it puts that. */
RACE_OP(device_again, .name = "device_again",
	.what = "VFIO_GROUP_GET_DEVICE_FD of a device that is open", .on = ON_PART_HOLDS,
	.under = UNDER_GROUP, .needs = (1u << FACT_ADDED) | (1u << FACT_DEVICE),
	.run = run_device_open, .after = op_close_other);

static const char *broken_device_early(struct scene *s, unsigned int side, int answer)
{
	(void)s;
	(void)side;
	return answer < 0 ? NULL : "it is open in a container without an IOMMU";
}

RACE_OP(device_early, .name = "device_early",
	.what = "VFIO_GROUP_GET_DEVICE_FD in a container without an IOMMU", .on = ON_PART_TRIAL,
	.without = 1u << FACT_IOMMU, .busy = -EINVAL, .only_v2 = true, .run = run_device_open,
	.broken = broken_device_early, .after = op_close_other);

/* All that it takes; closing the device then gives back all of it. */
static int run_device_take(struct scene *s, unsigned int side)
{
	int container_fd = vfio_container_open_try();
	int group_fd = vfio_group_open_try(s->rig.target[0]->group);
	int ret;

	if (group_fd < 0) {
		close(container_fd);
		return group_fd;
	}
	ret = vfio_set_container_try(group_fd, container_fd);
	ret = ret ?: vfio_set_iommu_try(container_fd, s->rig.opts.iommu_type);
	ret = ret ?: vfio_device_open_try(group_fd, s->rig.target[0]->bdf);
	close(group_fd);
	close(container_fd);
	return op_opened(s, side, ret);
}

/* EAGAIN: the device is locked, as for device_open. */
RACE_OP(device_take, .name = "device_take",
	.what = "VFIO_GROUP_GET_DEVICE_FD, and all that comes before it", .on = ON_PART_BOUND,
	.under = UNDER_GROUP, .without = 1u << FACT_GROUP,
	.lack = { { FACT_BOUND, -ENOENT },
		  { FACT_BOUND, -ENODEV },
		  { FACT_BOUND, -ENXIO },
		  { FACT_BOUND, -EAGAIN } },
	.run = run_device_take, .after = op_close_other);
