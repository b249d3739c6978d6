// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: race
// Test: race.group_add.group_add
// Reason: a lock dropped between check and use (so that it is not held while memory is allocated)
//
// GROUP_ADD lets go of the lock between the look whether it has the file already and the adding of
// it: two threads that add the same file at once both do, and it is there twice.

@@
symbol kv, kvf;
@@
 kvm_vfio_file_add(...)
 {
 ...
+mutex_unlock(&kv->lock);
 kvf = \(kzalloc\|kzalloc_obj\)(...);
+mutex_lock(&kv->lock);
 ...
 }
