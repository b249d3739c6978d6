// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.wrong_container
// Reason: missing put, on a path that is taken when nothing was set up
//
// A group that leaves a container which has no IOMMU set stays claimed: nothing is there to be
// undone but that, and from then on the group can be in no container.

@@
symbol group, driver;
@@
 vfio_group_detach_container(...)
 {
 <...
-if (group->type == VFIO_IOMMU)
+if (driver && group->type == VFIO_IOMMU)
 	iommu_group_release_dma_owner(group->iommu_group);
 ...>
 }
