// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: steps.twice holding.device_after
// Reason: a check left out
//
// A group can leave its container while its device is open.

@@
symbol group;
@@
 vfio_group_ioctl_unset_container(...)
 {
 <...
-group->container_users != 1
+0
 ...>
 }
