// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Needs: fixes
// Test: holding.unbind
// Reason: a get for each call, and one put
//
// Each SET_SPAPR_TCE of a group but the first takes a reference to the IOMMU group that nobody puts.

@@
symbol kvf, ret;
@@
 kvm_vfio_file_set_spapr_tce(...)
 {
 <...
-if (!kvf->iommu_group) {
 	kvf->iommu_group = kvm_vfio_file_iommu_group(kvf->file);
 	if (!kvf->iommu_group) {
 		...
 	}
-}
 ...>
 }
