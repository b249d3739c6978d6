// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: race
// Test: race.group_add_told.group_del
// Reason: lifetime; a call into VFIO that was moved out of the lock
//
// GROUP_DEL tells the group that it has no VM any more after it has let go of the lock. If the
// group is added again in between, it takes the last word for the truth: a device that is opened
// then does not hold the VM.

@@
symbol kvf, kv, ret;
@@
 kvm_vfio_file_del(...)
 {
 <...
(
-kvm_vfio_file_set_kvm(kvf->file, NULL);
|
 mutex_unlock(&kv->lock);
+if (!ret)
+	kvm_vfio_file_set_kvm(fd_file(f), NULL);
)
 ...>
 }
