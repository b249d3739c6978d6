// SPDX-License-Identifier: GPL-2.0-only
/* The part of dma.h that judges by content, and that brings a device back. */
#include <linux/vfio.h>

#include "dma_engines.h"
#include "must.h"
#include "prng.h"
#include "vfio.h"

void dma_pattern_fill(void *mem, uint64_t nonce, size_t bytes)
{
	struct prng p = prng_seed(nonce);
	uint64_t *word = mem;

	for (size_t i = 0; i < bytes / sizeof(*word); i++)
		word[i] = prng_next(&p);
}

size_t dma_pattern_bytes(const void *mem, uint64_t nonce, size_t bytes)
{
	struct prng p = prng_seed(nonce);
	const uint64_t *word = mem;
	size_t same = 0;

	for (size_t i = 0; i < bytes / sizeof(*word); i++)
		same += word[i] == prng_next(&p);
	return same * sizeof(*word);
}

/* Buffer -> staging page -> look. A round trip of a fresh pattern, which nothing else can show. */
static int prove(struct dma_device *dev)
{
	size_t bytes = 64;
	uint64_t nonce = ++dev->nonce;
	uint64_t data[8];
	int ret;

	dma_pattern_fill(data, nonce, bytes);
	ret = dma_load_try(dev, data, bytes);
	ret = ret ? ret : dma_unload_try(dev, data, bytes);
	if (ret)
		return ret;
	return dma_pattern_bytes(data, nonce, bytes) == bytes ? 0 : -EIO;
}

static int thaw(struct dma_device *dev)
{
	int container_fd = dev->staging.container_fd;
	int ret = vfio_eeh_try(container_fd, VFIO_EEH_PE_UNFREEZE_IO);

	return ret ? ret : vfio_eeh_try(container_fd, VFIO_EEH_PE_UNFREEZE_DMA);
}

static int reset_device(struct dma_device *dev)
{
	return vfio_device_reset_try(dev->device_fd);
}

static int reset_pe(struct dma_device *dev)
{
	static const uint32_t ops[] = { VFIO_EEH_PE_RESET_HOT, VFIO_EEH_PE_RESET_DEACTIVATE,
					VFIO_EEH_PE_CONFIGURE };
	int ret = 0;

	for (size_t i = 0; !ret && i < sizeof(ops) / sizeof(ops[0]); i++)
		ret = vfio_eeh_try(dev->staging.container_fd, ops[i]);
	return ret;
}

/* Mildest first. Not every platform has every one, so only the proof counts, not the answers. */
static int (*const cures[])(struct dma_device *dev) = { thaw, reset_device, reset_pe };

int dma_recover_try(struct dma_device *dev)
{
	int ret = dma_restart_try(dev);

	ret = ret ? ret : prove(dev);
	for (size_t i = 0; ret == -EIO && i < sizeof(cures) / sizeof(cures[0]); i++) {
		dev->recoveries++;
		cures[i](dev);
		ret = dma_restart_try(dev);
		ret = ret ? ret : prove(dev);
	}
	return ret;
}

/* See what is in the buffer, also if the transfer before has frozen the device. */
static int unload_surely(struct dma_device *dev, size_t bytes)
{
	int ret = dma_stage_out_try(dev, bytes);

	for (size_t i = 0; ret == -EIO && i < sizeof(cures) / sizeof(cures[0]); i++) {
		dev->recoveries++;
		cures[i](dev);
		ret = dma_restart_try(dev);
		ret = ret ? ret : dma_stage_out_try(dev, bytes);
	}
	return ret;
}

/* Fill the buffer with a pattern that is nowhere else. */
static int load_fresh(struct dma_device *dev, size_t bytes)
{
	if (!bytes || bytes % sizeof(uint64_t))
		return -EINVAL;
	if (bytes > dev->staging.bytes)
		return -EMSGSIZE;
	dma_pattern_fill(dev->staging.hva, ++dev->nonce, bytes);
	return dma_stage_in_try(dev, bytes);
}

/* The device was just seen to work; only if that took a cure is there more to prove. */
static int trusted(struct dma_device *dev, uint32_t recoveries_before)
{
	return dev->recoveries == recoveries_before ? 0 : dma_recover_try(dev);
}

/*
 * Nothing came to host memory. That says something only if there was something to
 * write and the device could write: look into the buffer.
 */
static int confirm_refused(struct dma_device *dev, uint64_t loaded, size_t bytes)
{
	uint32_t recoveries = dev->recoveries;
	int ret = unload_surely(dev, bytes);

	if (ret)
		return ret;
	if (dev->recoveries == recoveries &&
	    dma_pattern_bytes(dev->staging.hva, loaded, bytes) != bytes)
		return -EIO;
	return trusted(dev, recoveries);
}

int dma_can_read_try(struct dma_device *dev, uint64_t iova, void *hva, size_t bytes)
{
	int ret = load_fresh(dev, bytes); /* so that no old pattern is left there */
	uint64_t nonce = ++dev->nonce;
	uint32_t recoveries = dev->recoveries;
	size_t same;

	if (ret)
		return ret;
	dma_pattern_fill(hva, nonce, bytes);
	ret = dma_pull_try(dev, iova, bytes);
	if (!ret || ret == -EIO)
		ret = unload_surely(dev, bytes);
	if (ret)
		return ret;
	same = dma_pattern_bytes(dev->staging.hva, nonce, bytes);
	if (same && same != bytes)
		return -EILSEQ;
	ret = trusted(dev, recoveries);
	return ret ? ret : same == bytes;
}

int dma_can_write_try(struct dma_device *dev, uint64_t iova, void *hva, size_t bytes)
{
	int ret = load_fresh(dev, bytes);
	uint64_t loaded = dev->nonce;
	uint64_t before = ++dev->nonce;

	if (ret)
		return ret;
	dma_pattern_fill(hva, before, bytes);
	ret = dma_push_try(dev, iova, bytes);
	if (ret && ret != -EIO)
		return ret;
	if (dma_pattern_bytes(hva, loaded, bytes) == bytes)
		return 1;
	if (dma_pattern_bytes(hva, before, bytes) == bytes)
		return confirm_refused(dev, loaded, bytes);
	return -EILSEQ;
}

bool dma_can_read(struct dma_device *dev, uint64_t iova, void *hva, size_t bytes)
{
	return MUST(dma_can_read_try(dev, iova, hva, bytes));
}

bool dma_can_write(struct dma_device *dev, uint64_t iova, void *hva, size_t bytes)
{
	return MUST(dma_can_write_try(dev, iova, hva, bytes));
}
