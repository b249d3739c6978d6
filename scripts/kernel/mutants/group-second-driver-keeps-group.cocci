// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Spatch: --no-includes
// Kind: deterministic
// Test: holding.unplugged
// Reason: lifetime; a put moved into one of two branches
//
// Each device that gets a VFIO driver when another one of its group has one
// already leaves a reference to the IOMMU group behind: the group outlives its
// last device.

@@
identifier group, iommu_group;
@@
 vfio_group_find_or_alloc(...)
 {
 <...
 group = vfio_create_group(iommu_group, VFIO_IOMMU);
+/* The vfio_group holds a reference to the iommu_group */
+iommu_group_put(iommu_group);
 ...>
 }

@@
expression iommu_group;
@@
 mutex_unlock(&vfio.group_lock);
-iommu_group_put(iommu_group);
 return group;
