// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: attach.no_container
// Reason: missing get; of a group that is in no container, thought to be of no use to who asks
//
// KVM gets the IOMMU group of a group's file without a reference to it when the group is in no
// container, and puts one all the same: it is freed while its devices and others still have it.

@@
symbol group, iommu_group;
@@
 vfio_file_iommu_group(...)
 {
 <...
-iommu_group_ref_get(iommu_group);
+if (group->container)
+	iommu_group_ref_get(iommu_group);
 ...>
 }
