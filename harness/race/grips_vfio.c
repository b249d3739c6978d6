// SPDX-License-Identifier: GPL-2.0-only
/* VFIO's half: where its requests touch memory. */
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "grip.h"

#define SPAPR "drivers/vfio/vfio_iommu_spapr_tce.c:"

static int container_ioctl(struct grasp *g, unsigned long request)
{
	return ioctl(g->s->rig.container_fd, request, g->arg) ? -errno : 0;
}

static int prepare_nothing(struct grasp *g, void *arg)
{
	(void)g;
	(void)arg;
	return 0;
}

/* --- group and device --- */

static int prepare_set_container(struct grasp *g, void *arg)
{
	*(int *)arg = g->s->rig.container_fd;
	return 0;
}

static int run_set_container(struct grasp *g)
{
	return ioctl(g->s->rig.group_fd[0], VFIO_GROUP_SET_CONTAINER, g->arg) ? -errno : 0;
}

RACE_GRIP(set_container, .name = "set_container", .op_name = "set_container",
	  .where = "reads the container's fd: "
		   "drivers/vfio/group.c:vfio_group_ioctl_set_container()",
	  .arg_bytes = sizeof(int), .zero_bytes = 2, .prepare = prepare_set_container,
	  .run = run_set_container);

static int prepare_device_open(struct grasp *g, void *arg)
{
	snprintf(arg, sizeof(g->s->rig.target[0]->bdf), "%s", g->s->rig.target[0]->bdf);
	return 0;
}

static int run_device_open(struct grasp *g)
{
	return op_opened(g->s, 0, vfio_device_open_try(g->s->rig.group_fd[0], g->arg));
}

RACE_GRIP(device_open, .name = "device_open", .op_name = "device_open",
	  .where = "reads the device's name: "
		   "drivers/vfio/group.c:vfio_group_ioctl_get_device_fd()",
	  .arg_bytes = 16, .zero_bytes = 4, .prepare = prepare_device_open, .run = run_device_open);

/* PCI_INTERRUPT_LINE: a byte that nobody uses. */
#define CONFIG_BYTE 0x3c

static const struct op op_region_read = {
	.name = "region_read",
	.what = "read of the device's configuration space",
	.on = ON_DEVICE | ON_GROUP,
	.needs = 1u << FACT_DEVICE,
	.lack = { { FACT_DEVICE, -EBADF }, { FACT_BOUND, -EIO } },
};

static int run_region_read(struct grasp *g)
{
	return vfio_region_read_try(g->s->rig.device_fd[0], VFIO_PCI_CONFIG_REGION_INDEX,
				    CONFIG_BYTE, g->arg, 1);
}

RACE_GRIP(region_read, .name = "region_read", .op = &op_region_read,
	  .where = "writes to the caller's buffer: "
		   "drivers/vfio/pci/vfio_pci_config.c:vfio_pci_config_rw()",
	  .arg_bytes = 1, .zero_bytes = 1, .prepare = prepare_nothing, .run = run_region_read);

static const struct op op_region_write = {
	.name = "region_write",
	.what = "write to the device's configuration space",
	.on = ON_DEVICE | ON_GROUP,
	.needs = 1u << FACT_DEVICE,
	.lack = { { FACT_DEVICE, -EBADF }, { FACT_BOUND, -EIO } },
};

static int run_region_write(struct grasp *g)
{
	return vfio_region_write_try(g->s->rig.device_fd[0], VFIO_PCI_CONFIG_REGION_INDEX,
				     CONFIG_BYTE, g->arg, 1);
}

RACE_GRIP(region_write, .name = "region_write", .op = &op_region_write,
	  .where = "reads the caller's buffer: "
		   "drivers/vfio/pci/vfio_pci_config.c:vfio_pci_config_rw()",
	  .arg_bytes = 1, .zero_bytes = 1, .prepare = prepare_nothing, .run = run_region_write);

/* --- the container: what it can do --- */

static const struct op op_get_info = {
	.name = "get_info",
	.what = "VFIO_IOMMU_SPAPR_TCE_GET_INFO",
	.on = ON_CONTAINER,
	.lack = { { FACT_CONTAINER, -EBADF }, { FACT_IOMMU, -EINVAL }, { FACT_IOMMU, -ENXIO } },
};

static int prepare_get_info(struct grasp *g, void *arg)
{
	struct vfio_iommu_spapr_tce_info *info = arg;

	(void)g;
	*info = (struct vfio_iommu_spapr_tce_info){ .argsz = sizeof(*info) };
	return 0;
}

static int run_get_info(struct grasp *g)
{
	return container_ioctl(g, VFIO_IOMMU_SPAPR_TCE_GET_INFO);
}

RACE_GRIP(get_info, .name = "get_info", .op = &op_get_info, .needs = 1u << FACT_IOMMU,
	  .where = "reads its argument: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_spapr_tce_info), .zero_bytes = 4,
	  .prepare = prepare_get_info, .run = run_get_info);

/* The result is longer than what is read of the argument: the rest holds. */
RACE_GRIP(get_info_late, .name = "get_info.late", .op = &op_get_info, .needs = 1u << FACT_IOMMU,
	  .where = "writes its result: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_spapr_tce_info),
	  .head_bytes = offsetof(struct vfio_iommu_spapr_tce_info, ddw),
	  .prepare = prepare_get_info, .run = run_get_info);

/* --- windows --- */

static int prepare_window_create(struct grasp *g, void *arg)
{
	const struct dma_window *w = &g->s->rig.opts.window;

	*(struct vfio_iommu_spapr_tce_create *)arg = (struct vfio_iommu_spapr_tce_create){
		.argsz = sizeof(struct vfio_iommu_spapr_tce_create),
		.page_shift = w->page_shift,
		.window_size = w->size_bytes,
		.levels = w->levels,
	};
	return 0;
}

static int run_window_create(struct grasp *g)
{
	return container_ioctl(g, VFIO_IOMMU_SPAPR_TCE_CREATE);
}

static void after_window_create(struct grasp *g, int answer)
{
	const struct vfio_iommu_spapr_tce_create *create = g->arg;

	if (!answer && g->s->rig.container_fd >= 0)
		vfio_window_remove_try(g->s->rig.container_fd, create->start_addr);
}

RACE_GRIP(window_create, .name = "window_create", .op_name = "window_create",
	  .needs = 1u << FACT_IOMMU, .where = "reads its argument: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_spapr_tce_create), .zero_bytes = 8,
	  .prepare = prepare_window_create, .run = run_window_create, .after = after_window_create);

/* The window is there; its start is being told. */
RACE_GRIP(window_create_late, .name = "window_create.late", .op_name = "window_create",
	  .needs = 1u << FACT_IOMMU, .where = "writes its result: " SPAPR "tce_iommu_ioctl()",
	  .at = GRIP_WRITE, .arg_bytes = sizeof(struct vfio_iommu_spapr_tce_create),
	  .head_bytes = 8, .prepare = prepare_window_create, .run = run_window_create,
	  .after = after_window_create);

static int prepare_window_remove(struct grasp *g, void *arg)
{
	*(struct vfio_iommu_spapr_tce_remove *)arg = (struct vfio_iommu_spapr_tce_remove){
		.argsz = sizeof(struct vfio_iommu_spapr_tce_remove),
		.start_addr = g->s->rig.window.start_bytes,
	};
	return 0;
}

static int run_window_remove(struct grasp *g)
{
	return container_ioctl(g, VFIO_IOMMU_SPAPR_TCE_REMOVE);
}

RACE_GRIP(window_remove, .name = "window_remove", .op_name = "window_remove",
	  .needs = 1u << FACT_IOMMU, .where = "reads its argument: " SPAPR "tce_iommu_ioctl()",
	  .arg_bytes = sizeof(struct vfio_iommu_spapr_tce_remove), .zero_bytes = 4,
	  .prepare = prepare_window_remove, .run = run_window_remove);
