// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.join_late
// Reason: missing put on an error path
//
// A group that the container refuses stays claimed.

@@
symbol ret, driver;
@@
 vfio_container_attach_group(...)
 {
 <...
-if (group->type == VFIO_IOMMU)
-	iommu_group_release_dma_owner(...);
 ...>
 }
