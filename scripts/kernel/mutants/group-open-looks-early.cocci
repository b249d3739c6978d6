// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.group_claim.group_claim
// Reason: locking; a check before the lock
//
// Whether somebody has a group open is found out before the group's lock is taken: of two who open it at
// once both get it. Who closes it first closes it for both.

@@
@@
 vfio_group_fops_open(...)
 {
 ...
+if (group->opened_file)
+	return -EBUSY;
 mutex_lock(&group->group_lock);
 ...
-if (group->opened_file) {
-	ret = -EBUSY;
-	goto out_unlock;
-}
 group->opened_file = filep;
 ...
 }
