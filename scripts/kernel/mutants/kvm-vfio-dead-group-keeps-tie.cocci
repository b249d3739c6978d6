// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.unbound_tied
// Reason: leak; what was taken is given back by what is true now, not by what was taken
//
// The tie of a group to its TCE tables is let go only if the group is still there when its file is
// removed from KVM. A group whose driver has left stays attached, and its iommu_group is kept.

@@
symbol kvm, kvf;
@@
 kvm_spapr_tce_release_vfio_group(...)
 {
 ...
+{
+	struct iommu_group *grp_now = kvm_vfio_file_iommu_group(kvf->file);
+
+	if (!grp_now)
+		return;
+	iommu_group_put(grp_now);
+}
 kvm_spapr_tce_release_iommu_group(...);
 ...
 }
