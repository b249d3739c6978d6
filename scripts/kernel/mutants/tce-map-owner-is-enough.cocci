// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.requests
// Reason: permission; whose a container is is asked, not what it may do
//
// A container of the second kind that belongs to a process may map, whether or not it has
// registered any memory itself: what another container of the process has registered is there for
// it, too.

@@
symbol container;
@@
 tce_iommu_ioctl(...)
 {
 <...
 enum dma_data_direction direction;
 if (
-	!container->enabled
+	container->v2 ? !container->mm : !container->enabled
    )
	return -EPERM;
 ...>
 }
