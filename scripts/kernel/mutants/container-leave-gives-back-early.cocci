// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.given_back
// Reason: lifetime; an order turned round
//
// A group that leaves its container is given back to the host before its windows are taken away:
// the host sees a window there, takes it for its own, and is left with none, and without its way
// around all windows.

@@
symbol driver, container, group, VFIO_IOMMU;
@@
 vfio_group_detach_container(...)
 {
 ...
-	if (driver)
-		driver->ops->detach_group(container->iommu_data,
-					  group->iommu_group);
-
 	if (group->type == VFIO_IOMMU)
 		iommu_group_release_dma_owner(group->iommu_group);
+
+	if (driver)
+		driver->ops->detach_group(container->iommu_data,
+					  group->iommu_group);
 ...
 }
