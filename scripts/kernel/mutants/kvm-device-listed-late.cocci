// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: race.kvm_vfio_claim.kvm_vfio_claim
// Reason: publication; a device goes on the list when it is complete, and the check before no longer holds
//
// KVM_CREATE_DEVICE lets go of the VM's lock between the look whether the VM has a KVM-VFIO device and the
// adding of the new one to the list: two threads that make one at once both get one.

@@
@@
 kvm_ioctl_create_device(...)
 {
 ...
 ret = ops->create(dev, type);
+mutex_unlock(&kvm->lock);
 if (ret < 0) {
-	mutex_unlock(&kvm->lock);
	kfree(dev);
	return ret;
 }
-list_add_rcu(&dev->vm_node, &kvm->devices);
-mutex_unlock(&kvm->lock);
 if (ops->init)
	ops->init(dev);
+mutex_lock(&kvm->lock);
+list_add_rcu(&dev->vm_node, &kvm->devices);
+mutex_unlock(&kvm->lock);
 ...
 }
