// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.after_device_file
// Reason: the wrong one is let go
//
// GROUP_DEL tells one of the groups that stay that it has no VM any more, and not the group that
// goes: that one keeps the VM, unless it was the only one.

@@
symbol kvf, kv;
@@
 kvm_vfio_file_del(...)
 {
 <...
 list_del(&kvf->node);
 ...
-kvm_vfio_file_set_kvm(kvf->file, NULL);
+kvm_vfio_file_set_kvm((list_empty(&kv->file_list) ? kvf :
+	list_first_entry(&kv->file_list, struct kvm_vfio_file, node))->file, NULL);
 ...>
 }
