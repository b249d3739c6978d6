// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.second_kvm_vfio
// Reason: a check left out
//
// A VM can have two KVM-VFIO devices.

@@
symbol tmp;
@@
 kvm_vfio_create(...)
 {
 <...
-if (tmp->ops == &kvm_vfio_ops)
-	return -EBUSY;
+continue;
 ...>
 }
