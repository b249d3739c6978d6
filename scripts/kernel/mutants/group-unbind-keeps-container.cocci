// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.unbind
// Reason: missing put; unbinding the last driver revokes the group
//
// A group whose last driver goes stays in its container.

@@
symbol group;
@@
 vfio_device_remove_group(...)
 {
 ...
-if (group->container)
-	vfio_group_detach_container(group);
 ...
 }
