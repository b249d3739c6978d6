/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files behind rig.h share; not for others. */
#ifndef TCELIFE_RIG_PARTS_H
#define TCELIFE_RIG_PARTS_H

#include "rig.h"

/* Fill in what @opts leaves to the default. */
void rig_opts_fill(struct rig_opts *opts);

/* Give the VM its DMA memory. Asserts. */
void rig_memory_add(struct rig *rig);

/* The staging page of rig->staging: memory, I/O address, registered if v2. Asserts. */
void rig_staging_open(struct rig *rig);

/* VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY; -EBUSY if the memory stays locked though it says 0. */
int rig_unregister_try(int container_fd, void *hva, uint64_t bytes);

static inline bool rig_is_v2(const struct rig *rig)
{
	return rig->opts.iommu_type == VFIO_SPAPR_TCE_v2_IOMMU;
}

#endif
