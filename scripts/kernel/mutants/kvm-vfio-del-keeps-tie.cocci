// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: dma.after_group_del attach.twice hcall.two_containers
// Reason: missing put; of all that the group was tied to
//
// GROUP_DEL lets the file go and leaves the group tied to the guest's tables.

@@
identifier f = {kvm_vfio_file_del, kvm_vfio_file_free};
@@
 f(...)
 {
 <...
-kvm_spapr_tce_release_vfio_group(...);
 ...>
 }
