// SPDX-License-Identifier: GPL-2.0-only
/*
 * QEMU's teaching device, 1234:11e8: docs/specs/edu.rst of QEMU. A transfer
 * takes 0.1 s; it has no error status; a range outside its buffer would end QEMU.
 */
#include <byteswap.h>
#include <endian.h>
#include <errno.h>
#include <linux/vfio.h>
#include <unistd.h>

#include "dma_engines.h"
#include "timebase.h"
#include "vfio.h"

/* Registers, as offsets into BAR 0 */
#define EDU_ID		0x00
#define EDU_DMA_SRC	0x80
#define EDU_DMA_DST	0x88
#define EDU_DMA_COUNT	0x90
#define EDU_DMA_COMMAND 0x98

#define EDU_ID_VALUE	 0x010000edu
#define EDU_COMMAND_RUN	 1u
#define EDU_COMMAND_PUSH 2u /* from the device to memory */

#define EDU_BUFFER	 0x40000u /* in the device's own address space */
#define EDU_BUFFER_BYTES 4088u /* of 4096: before QEMU 9 a transfer up to the very end aborts it */
#define EDU_IOVA_BITS	 63    /* if its dma_mask says so; DMA_IOVA_BITS if it says nothing */

#define EDU_ALL_ONES   0xffffffffu /* what a frozen or absent device reads as */
#define EDU_TIMEOUT_MS 10000	   /* 100 times what a transfer takes */
#define EDU_POLL_US    5000

static int reg_read(struct dma_device *dev, unsigned int offset_bytes, uint32_t *value)
{
	uint32_t raw = 0;
	int ret = vfio_region_read_try(dev->device_fd, VFIO_PCI_BAR0_REGION_INDEX, offset_bytes,
				       &raw, sizeof(raw));

	raw = le32toh(raw);
	*value = dev->swapped ? bswap_32(raw) : raw;
	return ret;
}

static int reg_write(struct dma_device *dev, unsigned int offset_bytes, uint32_t value)
{
	uint32_t raw = htole32(dev->swapped ? bswap_32(value) : value);

	return vfio_region_write_try(dev->device_fd, VFIO_PCI_BAR0_REGION_INDEX, offset_bytes, &raw,
				     sizeof(raw));
}

static int wait_until_idle(struct dma_device *dev)
{
	uint64_t end_tb = timebase_now() + timebase_from_ms(EDU_TIMEOUT_MS);
	uint32_t command;
	int ret;

	do {
		ret = reg_read(dev, EDU_DMA_COMMAND, &command);
		if (ret)
			return ret;
		if (command == EDU_ALL_ONES)
			return -EIO;
		if (!(command & EDU_COMMAND_RUN))
			return 0;
		usleep(EDU_POLL_US);
	} while (timebase_now() < end_tb);
	return -EIO;
}

/* Which byte order the registers have depends on QEMU's version: the id tells. */
static int edu_start(struct dma_device *dev)
{
	uint32_t id;
	int ret;

	dev->swapped = false;
	ret = reg_read(dev, EDU_ID, &id);
	if (ret)
		return ret;
	if (id == EDU_ALL_ONES)
		return -EIO;
	dev->swapped = id == bswap_32(EDU_ID_VALUE);
	if (!dev->swapped && id != EDU_ID_VALUE)
		return -ENODEV;
	return wait_until_idle(dev);
}

/* As one store: the upper half has no register of its own. */
static int address_write(struct dma_device *dev, unsigned int offset_bytes, uint64_t address)
{
	uint64_t raw = htole64(dev->swapped ? bswap_64(address) : address);

	if (!(address >> 32))
		return reg_write(dev, offset_bytes, (uint32_t)address);
	return vfio_region_write_try(dev->device_fd, VFIO_PCI_BAR0_REGION_INDEX, offset_bytes, &raw,
				     sizeof(raw));
}

static int edu_begin(struct dma_device *dev, uint64_t iova, size_t bytes, bool push)
{
	int ret = wait_until_idle(dev);

	ret = ret ? ret : address_write(dev, EDU_DMA_SRC, push ? EDU_BUFFER : iova);
	ret = ret ? ret : address_write(dev, EDU_DMA_DST, push ? iova : EDU_BUFFER);
	ret = ret ? ret : reg_write(dev, EDU_DMA_COUNT, bytes);
	return ret ? ret :
		     reg_write(dev, EDU_DMA_COMMAND,
			       EDU_COMMAND_RUN | (push ? EDU_COMMAND_PUSH : 0));
}

const struct dma_ops dma_edu = {
	.name = "edu",
	.vendor_id = 0x1234,
	.device_id = 0x11e8,
	.max_bytes = EDU_BUFFER_BYTES,
	.iova_bits = EDU_IOVA_BITS,
	.start = edu_start,
	.begin = edu_begin,
	.end = wait_until_idle,
};
