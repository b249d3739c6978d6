// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.second_kvm_vfio dma.after_group_close
// Reason: missing put; of all that the group was tied to
//
// The close of the KVM-VFIO device lets the file go and leaves the group tied to the guest's
// tables.

@@
identifier f = {kvm_vfio_release, kvm_vfio_file_free};
@@
 f(...)
 {
 <...
-kvm_spapr_tce_release_vfio_group(...);
 ...>
 }
