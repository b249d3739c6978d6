// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: sequence.saved.refused_attach_keeps_the_tie
// Reason: isolation; an error path that undoes what an earlier call has done
//
// A SET_SPAPR_TCE that is refused forgets the IOMMU group, also when an earlier one has tied it to
// a table: GROUP_DEL, and
// the close of the KVM-VFIO device, then leave the group tied to that.

@@
@@
 kvm_vfio_file_set_spapr_tce(...)
 {
 <...
 ret = kvm_spapr_tce_attach_iommu_group(...);
+if (ret) {
+	iommu_group_put(kvf->iommu_group);
+	kvf->iommu_group = NULL;
+}
 break;
 ...>
 }
