// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.other_device
// Reason: a loop that was thought not to be needed
//
// A VM that has made a device of another kind since it made its KVM-VFIO device can make a second
// KVM-VFIO device.

@@
iterator name list_for_each_entry;
identifier dev, tmp;
@@
 kvm_vfio_create(struct kvm_device *dev, ...)
 {
 ...
-list_for_each_entry(tmp, &dev->kvm->devices, vm_node)
-	if (tmp->ops == &kvm_vfio_ops)
-		return -EBUSY;
+tmp = list_first_entry_or_null(&dev->kvm->devices, struct kvm_device, vm_node);
+if (tmp && tmp->ops == &kvm_vfio_ops)
+	return -EBUSY;
 ...
 }
