// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.unbound_group
// Reason: lifetime; a check that a clean-up lost
//
// Who asks for the IOMMU group of a file whose group has lost its last driver gets it, though
// there is none any more: KVM's SET_SPAPR_TCE takes a reference to nothing.

@@
@@
 vfio_file_iommu_group(...)
 {
 ...
-	if (group->iommu_group) {
-		iommu_group = group->iommu_group;
-		iommu_group_ref_get(iommu_group);
-	}
+	iommu_group = iommu_group_ref_get(group->iommu_group);
 ...
 }
