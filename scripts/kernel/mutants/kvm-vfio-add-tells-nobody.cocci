// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.device_after
// Reason: KVM pointer never set
//
// GROUP_ADD does not tell the group whose it is: a device that is opened later does not keep the
// VM.

@@
@@
 kvm_vfio_file_add(...)
 {
 <...
-kvm_vfio_file_set_kvm(...);
 ...>
 }
