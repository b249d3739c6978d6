// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Needs: fixes
// Test: holding.unplugged_tied
// Reason: missing put; a way out for when there is nothing left to work on
//
// When KVM lets go of a group whose devices have been taken out of the machine, there is nothing of
// the IOMMU behind it any more, and it is passed by with the reference that KVM has to it: the
// group never goes, whether its table is there or was closed before.

@@
symbol kvf;
@@
 kvm_spapr_tce_release_vfio_group(...)
 {
 ...
+if (!iommu_group_get_iommudata(kvf->iommu_group))
+	return;
 kvm_spapr_tce_release_iommu_group(...);
 ...
 }
