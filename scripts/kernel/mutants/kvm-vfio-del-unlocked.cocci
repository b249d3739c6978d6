// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: race
// Test: race.group_add.group_del race.attach.group_del
// Reason: lock dropped; kv->lock guards the list of files
//
// GROUP_DEL takes the group off the list, and frees what it was there, without the lock.

@@
symbol kv;
@@
 kvm_vfio_file_del(...)
 {
 <...
(
-mutex_lock(&kv->lock);
|
-mutex_unlock(&kv->lock);
|
-guard(mutex)(&kv->lock);
)
 ...>
 }
