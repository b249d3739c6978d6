// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: teardown.objects_of_vm
// Reason: lifetime; a trial run that leaves its results behind
// Spatch: --no-includes
//
// KVM_CREATE_DEVICE with KVM_CREATE_DEVICE_TEST tries whether the device can
// really be made, and throws the device away without what its kind has
// allocated for it.

@@
@@
 kvm_ioctl_create_device(...)
 {
 ...
-if (test)
-	return 0;
 ...
 ret = ops->create(dev, type);
-if (ret < 0) {
+if (ret < 0 || test) {
 	mutex_unlock(&kvm->lock);
 	kfree(dev);
 	return ret;
 }
 ...
 }
