// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.device_late
// Reason: KVM pointer kept after release; one condition for two things that are to be undone
//
// The close of the KVM-VFIO device tells only the groups that are tied to a guest's table that they
// have no VM any more. The others keep the VM's address, and a device that is opened later gets it.

@@
symbol kvf;
@@
 kvm_vfio_release(...)
 {
 <...
(
+bool tied = kvf->iommu_group;
+
 kvm_spapr_tce_release_vfio_group(...);
|
-kvm_vfio_file_set_kvm(kvf->file, NULL);
+if (tied)
+	kvm_vfio_file_set_kvm(kvf->file, NULL);
)
 ...>
 }
