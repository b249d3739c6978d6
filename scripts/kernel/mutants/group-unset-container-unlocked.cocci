// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.unbind.unset_container race.group_close.unset_container
// Test: race.device_open.unset_container
// Reason: lock dropped
//
// UNSET_CONTAINER looks at the group and changes it without its lock.

@@
symbol group;
@@
 vfio_group_ioctl_unset_container(...)
 {
 <...
(
-mutex_lock(&group->group_lock);
|
-mutex_unlock(&group->group_lock);
)
 ...>
 }
