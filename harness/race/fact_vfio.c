// SPDX-License-Identifier: GPL-2.0-only
/* What the driver, the container and its group have a part in. */
#include <errno.h>
#include <unistd.h>

#include "../../lib/dma.h"
#include "../../lib/slurp.h"
#include "fact_parts.h"

int scene_bind_driver(const char *bdf)
{
	return unless(spit("/sys/bus/pci/drivers/vfio-pci/bind", bdf), -EBUSY);
}

static int make_bound(struct scene *s)
{
	return scene_bind_driver(s->rig.target[0]->bdf);
}

static int undo_bound(struct scene *s)
{
	return unless(spit("/sys/bus/pci/drivers/vfio-pci/unbind", s->rig.target[0]->bdf), -ENODEV);
}

static int make_container(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_CONTAINER);
}

static int undo_container(struct scene *s)
{
	return close_fd(&s->rig.container_fd);
}

static int make_group(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_GROUP);
}

static int undo_group(struct scene *s)
{
	return close_fd(&s->rig.group_fd[0]);
}

static int make_joined(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_JOINED);
}

/* With it go the IOMMU type, the windows and the registered memory. */
static int undo_joined(struct scene *s)
{
	rig_undone(&s->rig, RIG_JOINED, 0);
	if (s->rig.group_fd[0] < 0)
		return 0;
	return unless(vfio_unset_container_try(s->rig.group_fd[0]), -EINVAL);
}

static int make_iommu(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_IOMMU);
}

/* A container without a group has no type: the group leaves with undo_joined(). */
static int undo_iommu(struct scene *s)
{
	(void)s;
	return 0;
}

static int make_device(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_DEVICE);
}

static int undo_device(struct scene *s)
{
	dma_forget(s->rig.dma[0]);
	s->rig.dma[0] = NULL;
	return close_fd(&s->rig.device_fd[0]);
}

static int make_memory(struct scene *s)
{
	return rig_retake_try(&s->rig, RIG_MEMORY);
}

static int undo_memory(struct scene *s)
{
	rig_undone(&s->rig, RIG_MEMORY, 0);
	if (s->rig.container_fd < 0)
		return 0;
	if (!scene_is_v2(s))
		return unless(vfio_v1_disable_try(s->rig.container_fd), -EPERM);
	return unless(
		vfio_unregister_memory_try(s->rig.container_fd, s->rig.dma_hva, s->rig.dma_bytes),
		-ENOENT);
}

static int make_extra(struct scene *s)
{
	if (!scene_is_v2(s))
		return 0;
	return vfio_register_memory_try(s->rig.container_fd, s->extra_hva, s->extra_bytes);
}

static int undo_extra(struct scene *s)
{
	if (s->rig.container_fd < 0 || !scene_is_v2(s))
		return 0;
	return unless(vfio_unregister_memory_try(s->rig.container_fd, s->extra_hva, s->extra_bytes),
		      -ENOENT);
}

/* A new container has the default window there; a later one of this container has nothing. */
static int make_window(struct scene *s)
{
	int ret;

	if (!scene_is_v2(s))
		return rig_retake_try(&s->rig, RIG_WINDOW);
	s->rig.window = s->rig.opts.window;
	ret = unless(vfio_window_remove_try(s->rig.container_fd, 0), -EINVAL);
	if (!ret)
		ret = vfio_window_create_try(s->rig.container_fd, &s->rig.window);
	s->rig.window_open = !ret;
	if (s->rig.window.size_bytes == SCENE_LEVELS_BYTES)
		s->rig.window.size_bytes = SCENE_LEVELS * SCENE_LEVEL_BYTES; /* the guest's part */
	return ret;
}

static int undo_window(struct scene *s)
{
	rig_undone(&s->rig, RIG_WINDOW, 0);
	if (!scene_is_v2(s) || s->rig.container_fd < 0)
		return 0;
	return unless(vfio_window_remove_try(s->rig.container_fd, s->rig.opts.window.start_bytes),
		      -EINVAL);
}

uint64_t scene_mapped_iova(const struct scene *s)
{
	/* Not of the window as granted: there may be none just now. */
	return dma_window_ioba(&s->rig.opts.window, 64);
}

uint64_t scene_entry_iova(const struct scene *s)
{
	return dma_window_ioba(&s->rig.opts.window, 0);
}

static int map_extra(struct scene *s, uint64_t iova)
{
	return vfio_map_dma_try(s->rig.container_fd, iova, s->extra_hva, getpagesize(),
				VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

static int unmap_extra(struct scene *s, uint64_t iova)
{
	int ret;

	if (s->rig.container_fd < 0)
		return 0;
	ret = vfio_unmap_dma_try(s->rig.container_fd, iova, getpagesize());
	/* v1 with DMA disabled keeps it, until the group leaves or it is mapped over. */
	return unless(unless(ret, -ENXIO), scene_is_v2(s) ? 0 : -EPERM);
}

static int make_mapped(struct scene *s)
{
	return map_extra(s, scene_mapped_iova(s));
}

static int undo_mapped(struct scene *s)
{
	return unmap_extra(s, scene_mapped_iova(s));
}

static int make_entry(struct scene *s)
{
	return map_extra(s, scene_entry_iova(s));
}

static int undo_entry(struct scene *s)
{
	return unmap_extra(s, scene_entry_iova(s));
}

const struct fact_how how_of_vfio[NR_FACTS] = {
	[FACT_BOUND] = { "the driver's hold on the device", 0, make_bound, undo_bound },
	[FACT_CONTAINER] = { "the container", 0, make_container, undo_container },
	[FACT_GROUP] = { "the group", BIT_OF(BOUND), make_group, undo_group },
	[FACT_JOINED] = { "the group in the container", BIT_OF(CONTAINER) | BIT_OF(GROUP),
			  make_joined, undo_joined },
	[FACT_IOMMU] = { "the container's IOMMU type", BIT_OF(JOINED), make_iommu, undo_iommu },
	[FACT_DEVICE] = { "the device", BIT_OF(IOMMU), make_device, undo_device },
	[FACT_MEMORY] = { "the registered memory", BIT_OF(IOMMU) | BIT_OF(VM), make_memory,
			  undo_memory },
	[FACT_EXTRA] = { "the other registered memory", BIT_OF(IOMMU), make_extra, undo_extra },
	/* Memory first: to unregister what a TCE still points to is a bug of its own. */
	[FACT_WINDOW] = { "the window", BIT_OF(MEMORY), make_window, undo_window },
	[FACT_MAPPED] = { "a page mapped by the host", BIT_OF(WINDOW) | BIT_OF(EXTRA), make_mapped,
			  undo_mapped },
	[FACT_ENTRY] = { "a page mapped by the host where the guest maps",
			 BIT_OF(WINDOW) | BIT_OF(EXTRA), make_entry, undo_entry },
};
