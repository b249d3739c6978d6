/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A device's DMA engine as a witness: does the device reach this memory?
 *
 * The engine is a buffer inside the device that it fills from host memory (pull)
 * or writes to host memory (push), at any I/O address. What is in the buffer can
 * be seen and set only through a staging page, which the engine maps for itself
 * and unmaps again (VFIO_IOMMU_MAP_DMA), so it leaves the window as it was.
 *
 * Guarantees, whatever the device is:
 * - A call answers 0 only after the engine has stopped: what it moves has moved.
 * - 0 does not mean that data moved: an engine that has no error status cannot
 *   know. dma_can_read() and dma_can_write() tell by content.
 * - A transfer the IOMMU refused may leave the device frozen. dma_recover(), which
 *   dma_can_read() and dma_can_write() call when nothing moved, returns 0 only
 *   after data was seen to move again: the next transfer can be trusted.
 * - Nothing moves after dma_close(): bus mastering is off.
 *
 * Every x_try() answers 0 or -errno, where it says nothing else: -EIO: the engine did
 * not stop in time or the device does not answer; -ERANGE: an I/O address the device
 * cannot form; -EMSGSIZE: more than max_bytes; that of vfio.h for the staging page.
 * x() asserts. Memory and fds stay the caller's.
 */
#ifndef TCELIFE_DMA_H
#define TCELIFE_DMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* I/O addresses that every back-end can form, in bits. */
#define DMA_IOVA_BITS 28

/* The page through which a buffer is set and seen: memory of the caller, registered if v2. */
struct dma_staging {
	int container_fd; /* that can map it; -1: no staging now, pull and push only */
	void *hva;
	uint64_t iova;	/* an IOMMU page that nobody else uses meanwhile */
	uint64_t bytes; /* one IOMMU page */
};

struct dma_device;

/* A kind of DMA engine. Each function: 0 or -errno as above; called with sizes checked. */
struct dma_ops {
	const char *name;
	uint16_t vendor_id, device_id;	      /* PCI */
	unsigned int max_bytes;		      /* of the buffer */
	unsigned int iova_bits;		      /* that the device can form */
	int (*start)(struct dma_device *dev); /* bring it to rest; -ENODEV: not what its ids say */
	int (*begin)(struct dma_device *dev, uint64_t iova, size_t bytes, bool push);
	int (*end)(struct dma_device *dev); /* wait until it has stopped */
};

struct dma_device {
	const struct dma_ops *ops;
	int device_fd; /* the caller's */
	struct dma_staging staging;
	bool swapped;	     /* registers are in the other byte order */
	uint32_t recoveries; /* times dma_recover() had to do something */
	uint64_t nonce;	     /* of the last pattern */
};

/*
 * Make a DMA engine of an open VFIO device: found by its PCI ids, memory access
 * and bus mastering switched on, engine at rest. @staging is copied.
 * 0 and *@dev; -ENODEV if no back-end knows the device. Free with dma_close().
 */
int dma_open_try(struct dma_device **dev, int device_fd, const struct dma_staging *staging);
struct dma_device *dma_open(int device_fd, const struct dma_staging *staging);

/* Switch bus mastering off and free; device_fd stays open. @dev may be NULL. */
void dma_close(struct dma_device *dev);

/* Free without touching the device, whose fd is gone or shall not be used. */
void dma_forget(struct dma_device *dev);

/* True if a back-end drives devices with these PCI ids. */
bool dma_supports(uint16_t vendor_id, uint16_t device_id);

/* Pull and push need no staging and no container. */
int dma_load_try(struct dma_device *dev, const void *data, size_t bytes); /* data -> buffer */
int dma_unload_try(struct dma_device *dev, void *buf, size_t bytes);	  /* buffer -> buf */
int dma_pull_try(struct dma_device *dev, uint64_t iova, size_t bytes);	  /* iova -> buffer */
int dma_push_try(struct dma_device *dev, uint64_t iova, size_t bytes);	  /* buffer -> iova */

/* A push, and not waiting for its end; then that. In between nothing else may be asked of it. */
int dma_push_begin_try(struct dma_device *dev, uint64_t iova, size_t bytes);
int dma_push_end_try(struct dma_device *dev);

/*
 * Does the device read (write) the memory at @hva when it goes to @iova? Puts a
 * pattern never used before on one side and looks for it on the other; memory
 * at @hva is overwritten if it is reached, and by dma_can_read().
 * 1: all of it. 0: none of it, and the device has been recovered. -EILSEQ: some
 * of it, or something else. Others: could not tell.
 */
int dma_can_read_try(struct dma_device *dev, uint64_t iova, void *hva, size_t bytes);
int dma_can_write_try(struct dma_device *dev, uint64_t iova, void *hva, size_t bytes);
bool dma_can_read(struct dma_device *dev, uint64_t iova, void *hva, size_t bytes);
bool dma_can_write(struct dma_device *dev, uint64_t iova, void *hva, size_t bytes);

/*
 * Patterns: 64-bit words that @nonce determines. Fill memory with one; how many
 * bytes of @mem are as it has them. @bytes is a multiple of 8.
 */
void dma_pattern_fill(void *mem, uint64_t nonce, size_t bytes);
size_t dma_pattern_bytes(const void *mem, uint64_t nonce, size_t bytes);

/* Make the device trustworthy again after a refused transfer; prove it through staging. */
int dma_recover_try(struct dma_device *dev);

#endif
