// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.group_close.group_take
// Reason: locking; a helper that takes the lock itself replaces code under the lock
//
// A group that is closed can be opened again before it has left its container:
// who does so has the container of the one before, or loses the one that he
// has put the group in.

@@
@@
 vfio_group_fops_release(...)
 {
 ...
 WARN_ON(group->notifier.head);
-if (group->container)
-	vfio_group_detach_container(group);
-if (group->iommufd) {
-	iommufd_ctx_put(group->iommufd);
-	group->iommufd = NULL;
-}
 group->opened_file = NULL;
 mutex_unlock(&group->group_lock);
+vfio_group_ioctl_unset_container(group);
 return 0;
 }
