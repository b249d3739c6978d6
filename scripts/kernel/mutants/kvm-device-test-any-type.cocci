// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: teardown.objects_of_vm
// Reason: a wrong answer
//
// KVM_CREATE_DEVICE_TEST only looks whether there is such a number, and not whether this kernel has
// devices of that type: it says yes to those that cannot be made.

@@
symbol cd, ops, test, kvm_device_ops_table;
@@
 kvm_ioctl_create_device(...)
 {
 ...
 if (cd->type >= ARRAY_SIZE(kvm_device_ops_table))
	return -ENODEV;
+if (test)
+	return 0;
 ...
 if (ops == NULL)
	return -ENODEV;
-if (test)
-	return 0;
 ...
 }
