// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.unplugged_tied
// Reason: missing put; a way out for when there is nothing to untie
//
// A group that was tied is let go of when the VM has no table any more, all of them having been
// closed before: as there is nothing to untie it from, the reference to the IOMMU group is not
// given back, either, and the IOMMU group never goes.

@@
symbol kvm, kvf;
@@
 kvm_spapr_tce_release_vfio_group(...)
 {
 ...
+if (list_empty(&kvm->arch.spapr_tce_tables))
+	return;
 kvm_spapr_tce_release_iommu_group(kvm, kvf->iommu_group);
 ...
 }
