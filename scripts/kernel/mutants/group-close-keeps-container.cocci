// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: teardown.orders attach.once
// Reason: missing put
//
// The close of a group leaves it in its container.

@@
symbol group;
@@
 vfio_group_fops_release(...)
 {
 ...
-if (group->container)
-	vfio_group_detach_container(group);
 ...
 }
