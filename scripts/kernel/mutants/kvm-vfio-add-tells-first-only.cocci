// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.device_of_second
// Reason: lifetime; one of a list
//
// Only the first group that is added to the KVM device is told of its VM: the devices of another
// one do not hold the VM, and it ends while they are open.

@@
symbol kv, kvf, dev;
@@
 kvm_vfio_file_add(...)
 {
 <...
-kvm_vfio_file_set_kvm(kvf->file, dev->kvm);
+if (list_is_singular(&kv->file_list))
+	kvm_vfio_file_set_kvm(kvf->file, dev->kvm);
 ...>
 }
