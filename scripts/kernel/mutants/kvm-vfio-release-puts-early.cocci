// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: race
// Test: race.group_close.kvm_vfio_close_told
// Reason: lifetime; two steps of a release in the other order
//
// The close of the KVM-VFIO device puts a group's file before it tells the group that it has no VM any
// more. When another thread closes the group in between, nobody tells it: the VM's address stays in the
// group, also when the VM is no more.

@@
identifier kvf;
@@
 kvm_vfio_release(...)
 {
 <...
-kvm_vfio_file_set_kvm(kvf->file, NULL);
 fput(kvf->file);
+kvm_vfio_file_set_kvm(kvf->file, NULL);
 list_del(&kvf->node);
 ...>
 }
