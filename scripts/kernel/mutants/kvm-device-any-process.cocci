// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: sequence.saved.other_process_has_kvm_vfio
// Reason: isolation; a check that the VM's and the vCPU's requests have, lost in the device's
//
// Who has a KVM device by a fork, or was sent it, may add and remove groups and tie them to
// tables, by the numbers of its own files.

@@
symbol dev;
@@
 kvm_device_ioctl(...)
 {
 ...
-if (dev->kvm->mm != current->mm || dev->kvm->vm_dead)
+if (dev->kvm->vm_dead)
 	return -EIO;
 ...
 }
