// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: race
// Test: race.attach.group_del race.attach.group_add
// Reason: lock dropped; kv->lock keeps the group while it is tied
//
// SET_SPAPR_TCE uses what it finds on the list without the lock.

@@
symbol kv;
@@
 kvm_vfio_file_set_spapr_tce(...)
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
