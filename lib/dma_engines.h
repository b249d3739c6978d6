/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files behind dma.h share; not for others. */
#ifndef TCELIFE_DMA_ENGINES_H
#define TCELIFE_DMA_ENGINES_H

#include "dma.h"

extern const struct dma_ops dma_edu; /* dma_edu.c: QEMU's teaching device */

/* Let the device answer and reach memory, and bring its engine to rest. 0 or -errno. */
int dma_restart_try(struct dma_device *dev);

/*
 * Staging page -> buffer, and back: mapped for just that long. 0 or -errno. Out
 * is -EIO also if the device left the page as it was: the first bytes of it are
 * marked before, so 0 is a proof.
 */
int dma_stage_in_try(struct dma_device *dev, size_t bytes);
int dma_stage_out_try(struct dma_device *dev, size_t bytes);

#endif
