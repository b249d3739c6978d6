// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.device_late
// Reason: KVM pointer kept after release
//
// GROUP_DEL leaves the VM's address in the group: a device that is opened later takes a VM that
// no longer has anything to do with it, or is no more.

@@
identifier f = {kvm_vfio_file_del, kvm_vfio_file_free};
@@
 f(...)
 {
 <...
-kvm_vfio_file_set_kvm(..., NULL);
 ...>
 }
