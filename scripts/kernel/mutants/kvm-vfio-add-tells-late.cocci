// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: race
// Test: race.group_add.group_del_told
// Reason: lifetime; a call into VFIO that was moved out of the lock
//
// GROUP_ADD tells the group whose it is after it has let go of the lock. When another thread takes
// the group off the list
// in between, the VM's address is in the group for ever, also when the VM is no more.

@@
@@
 kvm_vfio_file_add(...)
 {
 ...
 kvm_arch_start_assignment(dev->kvm);
-kvm_vfio_file_set_kvm(kvf->file, dev->kvm);
 kvm_vfio_update_coherency(dev);
 out_unlock:
 mutex_unlock(&kv->lock);
+if (!ret)
+	kvm_vfio_file_set_kvm(filp, dev->kvm);
 out_fput:
 ...
 }
