// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: teardown.refusals
// Reason: leak on an error path, of devices that have a release() and no destroy() (KVM-VFIO since 6.5)
//
// A KVM device that found no number for its file is taken off the VM's list, and never freed.

@@
identifier ops, dev;
@@
 kvm_ioctl_create_device(...)
 {
 <...
-if (ops->release)
-	ops->release(dev);
 ...>
 }
