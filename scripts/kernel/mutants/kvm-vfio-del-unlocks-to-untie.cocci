// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: race
// Test: race.attach.group_del_untied
// Reason: a lock dropped in the midst of a removal (so that it is not held over a grace period)
//
// GROUP_DEL lets go of the lock while it takes the group's tables from the guest's, and the group
// is still listed: who ties it anew meanwhile makes a tie that nobody ends, and who deletes it,
// too, frees it twice.

@@
symbol kv, kvf, dev;
@@
 kvm_vfio_file_del(...)
 {
 <...
(
-list_del(&kvf->node);
|
+mutex_unlock(&kv->lock);
 kvm_spapr_tce_release_vfio_group(dev->kvm, kvf);
+mutex_lock(&kv->lock);
|
+list_del(&kvf->node);
 kvm_vfio_file_set_kvm(...);
)
 ...>
 }
