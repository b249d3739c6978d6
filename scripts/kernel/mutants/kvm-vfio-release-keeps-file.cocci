// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.second_kvm_vfio holding.second_open dma.after_group_close
// Reason: missing put
//
// The close of the KVM-VFIO device forgets the group's file without a put.

@@
identifier f = {kvm_vfio_release, kvm_vfio_file_free};
symbol kvf;
@@
 f(...)
 {
 <...
-fput(kvf->file);
 ...>
 }
