// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.sibling
// Reason: reference count; a count of users that is taken for a flag
//
// Of a group's devices the first that is closed ends the use of the container
// by all: the group can leave its container while another device is open.

@@
@@
 vfio_group_unuse_container(...)
 {
 ...
-group->container_users--;
+group->container_users = 1;
 ...
 }
