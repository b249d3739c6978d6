// SPDX-License-Identifier: GPL-2.0-only
#include "dma.h"

#include <linux/pci_regs.h>
#include <linux/vfio.h>

#include "dma_engines.h"
#include "must.h"
#include "timebase.h"
#include "vfio.h"

static const struct dma_ops *const engines[] = { &dma_edu };

#define NR_ENGINES (sizeof(engines) / sizeof(engines[0]))

static const struct dma_ops *engine_for(uint16_t vendor_id, uint16_t device_id)
{
	for (size_t i = 0; i < NR_ENGINES; i++)
		if (engines[i]->vendor_id == vendor_id && engines[i]->device_id == device_id)
			return engines[i];
	return NULL;
}

bool dma_supports(uint16_t vendor_id, uint16_t device_id)
{
	return engine_for(vendor_id, device_id);
}

int dma_restart_try(struct dma_device *dev)
{
	int ret = vfio_command_try(dev->device_fd, PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER, true);

	return ret ? ret : dev->ops->start(dev);
}

static const struct dma_ops *engine_of_try(int device_fd)
{
	uint16_t vendor_id, device_id;

	if (vfio_config_read16_try(device_fd, PCI_VENDOR_ID, &vendor_id) ||
	    vfio_config_read16_try(device_fd, PCI_DEVICE_ID, &device_id))
		return NULL;
	return engine_for(vendor_id, device_id);
}

int dma_open_try(struct dma_device **out, int device_fd, const struct dma_staging *staging)
{
	const struct dma_ops *ops = engine_of_try(device_fd);
	struct dma_device *dev = ops ? calloc(1, sizeof(*dev)) : NULL;
	int ret;

	*out = NULL;
	if (!dev)
		return ops ? -ENOMEM : -ENODEV;
	dev->ops = ops;
	dev->device_fd = device_fd;
	dev->staging = *staging;
	dev->nonce = timebase_now();
	ret = dma_restart_try(dev);
	if (ret == -EIO)
		ret = dma_recover_try(dev);
	if (ret)
		dma_close(dev);
	else
		*out = dev;
	return ret;
}

struct dma_device *dma_open(int device_fd, const struct dma_staging *staging)
{
	struct dma_device *dev;

	MUST(dma_open_try(&dev, device_fd, staging));
	return dev;
}

void dma_forget(struct dma_device *dev)
{
	free(dev);
}

void dma_close(struct dma_device *dev)
{
	if (dev)
		vfio_command_try(dev->device_fd, PCI_COMMAND_MASTER, false);
	dma_forget(dev);
}

static int transfer_check(const struct dma_device *dev, uint64_t iova, size_t bytes)
{
	if (!bytes || bytes > dev->ops->max_bytes)
		return -EMSGSIZE;
	return iova + bytes > 1ull << dev->ops->iova_bits || iova + bytes < iova ? -ERANGE : 0;
}

static int begin_try(struct dma_device *dev, uint64_t iova, size_t bytes, bool push)
{
	int ret = transfer_check(dev, iova, bytes);

	return ret ? ret : dev->ops->begin(dev, iova, bytes, push);
}

int dma_pull_try(struct dma_device *dev, uint64_t iova, size_t bytes)
{
	int ret = begin_try(dev, iova, bytes, false);

	return ret ? ret : dev->ops->end(dev);
}

int dma_push_try(struct dma_device *dev, uint64_t iova, size_t bytes)
{
	int ret = dma_push_begin_try(dev, iova, bytes);

	return ret ? ret : dma_push_end_try(dev);
}

int dma_push_begin_try(struct dma_device *dev, uint64_t iova, size_t bytes)
{
	return begin_try(dev, iova, bytes, true);
}

int dma_push_end_try(struct dma_device *dev)
{
	return dev->ops->end(dev);
}

/* Move @bytes between the device's buffer and the staging page, mapped for just that long. */
static int stage(struct dma_device *dev, size_t bytes, uint32_t map_flags,
		 int (*transfer)(struct dma_device *dev, uint64_t iova, size_t bytes))
{
	const struct dma_staging *s = &dev->staging;
	int ret, unmap_ret;

	if (bytes > s->bytes)
		return -EMSGSIZE;
	ret = vfio_map_dma_try(s->container_fd, s->iova, s->hva, s->bytes, map_flags);
	if (ret)
		return ret;
	ret = transfer(dev, s->iova, bytes);
	unmap_ret = vfio_unmap_dma_try(s->container_fd, s->iova, s->bytes);
	return ret ? ret : unmap_ret;
}

int dma_stage_in_try(struct dma_device *dev, size_t bytes)
{
	return stage(dev, bytes, VFIO_DMA_MAP_FLAG_READ, dma_pull_try);
}

int dma_stage_out_try(struct dma_device *dev, size_t bytes)
{
	uint64_t mark = ++dev->nonce;
	int ret;

	if (bytes > dev->staging.bytes)
		return -EMSGSIZE;
	dma_pattern_fill(dev->staging.hva, mark, bytes);
	ret = stage(dev, bytes, VFIO_DMA_MAP_FLAG_WRITE, dma_push_try);
	if (ret)
		return ret;
	return bytes >= 8 && dma_pattern_bytes(dev->staging.hva, mark, bytes) ? -EIO : 0;
}

int dma_load_try(struct dma_device *dev, const void *data, size_t bytes)
{
	if (bytes > dev->staging.bytes)
		return -EMSGSIZE;
	memcpy(dev->staging.hva, data, bytes);
	return dma_stage_in_try(dev, bytes);
}

int dma_unload_try(struct dma_device *dev, void *buf, size_t bytes)
{
	int ret = dma_stage_out_try(dev, bytes);

	if (!ret)
		memcpy(buf, dev->staging.hva, bytes);
	return ret;
}
