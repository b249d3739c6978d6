// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.device_late
// Reason: KVM pointer kept after release
//
// The close of the KVM-VFIO device leaves the VM's address in the group.

@@
identifier f = {kvm_vfio_release, kvm_vfio_file_free};
@@
 f(...)
 {
 <...
-kvm_vfio_file_set_kvm(..., NULL);
 ...>
 }
