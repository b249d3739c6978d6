/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A DMA window: a range of I/O addresses and the size of its IOMMU pages. VFIO
 * counts windows in bytes, KVM in IOMMU pages; only this file converts.
 */
#ifndef TCELIFE_DMA_WINDOW_H
#define TCELIFE_DMA_WINDOW_H

#include <linux/kvm.h>
#include <stdint.h>

struct dma_window {
	uint32_t page_shift; /* of an IOMMU page */
	uint32_t levels;     /* of the hardware table */
	uint64_t start_bytes;
	uint64_t size_bytes;
};

static inline uint64_t dma_window_page_bytes(const struct dma_window *w)
{
	return 1ull << w->page_shift;
}

static inline uint64_t dma_window_pages(const struct dma_window *w)
{
	return w->size_bytes >> w->page_shift;
}

/* The I/O address of IOMMU page @page of the window. */
static inline uint64_t dma_window_ioba(const struct dma_window *w, uint64_t page)
{
	return w->start_bytes + (page << w->page_shift);
}

/* The last I/O address of the window. */
static inline uint64_t dma_window_last(const struct dma_window *w)
{
	return w->start_bytes + w->size_bytes - 1;
}

/*
 * What KVM_CREATE_SPAPR_TCE_64 wants to hear for a table that covers the window
 * with pages of @page_shift (that of the window, or larger).
 */
static inline struct kvm_create_spapr_tce_64
dma_window_kvm_table(const struct dma_window *w, uint64_t liobn, uint32_t page_shift)
{
	return (struct kvm_create_spapr_tce_64){
		.liobn = liobn,
		.page_shift = page_shift,
		.offset = w->start_bytes >> page_shift,
		.size = w->size_bytes >> page_shift,
	};
}

#endif
