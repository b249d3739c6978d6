/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An OP_DMA: the device's own engine as a witness of where an I/O address leads. To see what is in
 * the engine it stages through a page of its own, in a window of the group's container, which
 * it maps, and registers, for just that long.
 */
#ifndef TCELIFE_SEQUENCE_DMA_PROBE_H
#define TCELIFE_SEQUENCE_DMA_PROBE_H

#include "../../lib/model/model.h"
#include "stage.h"

/*
 * Find a place to stage and register the page. False: there is none just now, or no process that
 * could; nothing has changed then.
 */
bool dma_probe_prepare(struct stage *s, const struct model *m, const struct op *op);

/*
 * After dma_probe_prepare(): 1 if the device reached memory of the arena, 0 if not, -errno if that
 * cannot be told. Everything is as before.
 */
int dma_probe(struct stage *s, const struct op *op);

#endif
