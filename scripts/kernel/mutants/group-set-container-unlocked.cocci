// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.set_container.unset_container race.set_container.unbind
// Reason: lock dropped
//
// SET_CONTAINER looks at the group and changes it without its lock.

@@
symbol group;
@@
 vfio_group_ioctl_set_container(...)
 {
 <...
(
-mutex_lock(&group->group_lock);
|
-mutex_unlock(&group->group_lock);
)
 ...>
 }
