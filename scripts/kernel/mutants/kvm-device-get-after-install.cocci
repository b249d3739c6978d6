// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: race.kvm_vfio_close.vm_close
// Undoes: cfa39381173d ("kvm: fix kvm_ioctl_create_device() reference counting"), CVE-2019-6974
//
// The VM is taken after the new device has its fd: another thread that guesses the number closes
// it before, and the last reference with it.

@@
symbol kvm, ret, ops, dev;
@@
 kvm_ioctl_create_device(...)
 {
 ...
-kvm_get_kvm(kvm);
 ret = anon_inode_getfd(...);
 if (ret < 0) {
-	kvm_put_kvm_no_destroy(kvm);
 	...
 }
+kvm_get_kvm(kvm);
 ...
 }
