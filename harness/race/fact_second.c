// SPDX-License-Identifier: GPL-2.0-only
/* What a second group has a part in. */
#include <errno.h>
#include <unistd.h>

#include "fact_parts.h"

static int make_second(struct scene *s)
{
	s->second_group_fd = vfio_group_open_try(s->second->group);
	return s->second_group_fd < 0 ? s->second_group_fd : 0;
}

static int undo_second(struct scene *s)
{
	return close_fd(&s->second_group_fd);
}

static int make_followed(struct scene *s)
{
	return vfio_set_container_try(s->second_group_fd, s->rig.container_fd);
}

static int undo_followed(struct scene *s)
{
	return unless(vfio_unset_container_try(s->second_group_fd), -EINVAL);
}

static int make_own(struct scene *s)
{
	int ret = vfio_container_open_try();

	if (ret < 0)
		return ret;
	s->own_container_fd = ret;
	ret = vfio_set_container_try(s->second_group_fd, s->own_container_fd);
	return ret ?: vfio_set_iommu_try(s->own_container_fd, VFIO_SPAPR_TCE_v2_IOMMU);
}

static int undo_own(struct scene *s)
{
	int ret = unless(vfio_unset_container_try(s->second_group_fd), -EINVAL);

	return close_fd(&s->own_container_fd) ?: ret;
}

/* What was registered for sure must be there. */
static int unregister_own(struct scene *s, void *hva, uint64_t bytes, bool *for_sure)
{
	int ret = vfio_unregister_memory_try(s->own_container_fd, hva, bytes);

	if (!*for_sure)
		ret = unless(ret, -ENOENT);
	*for_sure = false;
	return ret;
}

static int make_shared(struct scene *s)
{
	return vfio_register_memory_try(s->own_container_fd, s->rig.dma_hva, s->rig.dma_bytes);
}

static int undo_shared(struct scene *s)
{
	return unregister_own(s, s->rig.dma_hva, s->rig.dma_bytes, &s->shared_for_sure);
}

static int make_overlap(struct scene *s)
{
	return vfio_register_memory_try(s->own_container_fd, s->extra_hva, getpagesize());
}

static int undo_overlap(struct scene *s)
{
	return unregister_own(s, s->extra_hva, getpagesize(), &s->overlaps_for_sure);
}

static int make_afar(struct scene *s)
{
	return vfio_map_dma_try(s->own_container_fd, scene_mapped_iova(s), s->extra_hva,
				getpagesize(), VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE);
}

static int undo_afar(struct scene *s)
{
	return vfio_unmap_dma_try(s->own_container_fd, scene_mapped_iova(s), getpagesize());
}

const struct fact_how how_of_second[NR_FACTS] = {
	[FACT_SECOND] = { "the second group", 0, make_second, undo_second },
	[FACT_FOLLOWED] = { "the second group in the container", BIT_OF(SECOND) | BIT_OF(IOMMU),
			    make_followed, undo_followed },
	[FACT_BESIDE] = { "the second group beside the first one", BIT_OF(SECOND) | BIT_OF(JOINED),
			  make_followed, undo_followed },
	[FACT_OWN] = { "the second group's own container", BIT_OF(SECOND), make_own, undo_own },
	[FACT_SHARED] = { "the memory registered in the second container", BIT_OF(OWN) | BIT_OF(VM),
			  make_shared, undo_shared },
	[FACT_OVERLAP] = { "what overlaps, registered in the second container", BIT_OF(OWN),
			   make_overlap, undo_overlap },
	[FACT_AFAR] = { "a page mapped in the second container", BIT_OF(SHARED) | BIT_OF(EXTRA),
			make_afar, undo_afar },
};
