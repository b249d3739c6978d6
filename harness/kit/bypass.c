// SPDX-License-Identifier: GPL-2.0-only
#include "bypass.h"

#include "reach.h"

#define PAGEMAP_PRESENT	 (1ull << 63)
#define PAGEMAP_PFN_MASK ((1ull << 55) - 1)

static int can_read(struct rig *rig, uint64_t iova)
{
	return dma_can_read_try(rig_dma(rig, 0), iova, rig_hva(rig, 0), REACH_BYTES);
}

static int read_through(struct rig *rig, const struct dma_window *w)
{
	int ret = vfio_map_dma_try(rig->container_fd, w->start_bytes, rig_hva(rig, 0),
				   dma_window_page_bytes(w), VFIO_DMA_MAP_FLAG_READ);

	return ret ? ret : can_read(rig, w->start_bytes);
}

bool t_bypass_is_in_sight(struct test *t, struct rig *rig, uint64_t *start_bytes)
{
	struct dma_window w = rig->window;
	int ret = vfio_window_create_try(rig->container_fd, &w);

	if (ret) {
		t_skip(t, "no second window: VFIO_IOMMU_SPAPR_TCE_CREATE: %s", strerror(-ret));
		return false;
	}
	ret = read_through(rig, &w);
	vfio_window_remove(rig->container_fd, w.start_bytes);
	*start_bytes = w.start_bytes;
	if (ret < 0)
		t_error(t, "a page of the second window, read by the device: %s", strerror(-ret));
	if (!ret)
		t_skip(t,
		       "the device cannot form addresses as high as 0x%llx"
		       "; QEMU: -device edu,dma_mask=0xffffffffffffffff",
		       (unsigned long long)w.start_bytes);
	return ret;
}

/* Documentation/admin-guide/mm/pagemap.rst; the memory is registered, and stays where it is. */
static uint64_t physical_address(struct test *t, const void *hva)
{
	uint64_t entry = 0, page_bytes = (uint64_t)getpagesize();
	int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	ssize_t bytes = pread(fd, &entry, sizeof(entry),
			      (off_t)((uintptr_t)hva / page_bytes * sizeof(entry)));

	close(fd);
	if (bytes != sizeof(entry) || !(entry & PAGEMAP_PRESENT) || !(entry & PAGEMAP_PFN_MASK))
		t_error(t, "/proc/self/pagemap does not say where memory is");
	return (entry & PAGEMAP_PFN_MASK) * page_bytes;
}

bool t_bypass_reaches(struct test *t, struct rig *rig, uint64_t start_bytes)
{
	int ret = can_read(rig, start_bytes | physical_address(t, rig_hva(rig, 0)));

	if (ret < 0)
		t_error(t, "cannot tell whether the device reads memory: %s", strerror(-ret));
	return ret;
}
