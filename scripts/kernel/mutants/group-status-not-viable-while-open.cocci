// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.group
// Reason: a wrong answer; in use is taken for not free to be used
//
// A group is said to be not viable while one of its devices is open, though it is in its container
// and is the owner of its DMA.

@@
symbol status, flags, group;
@@
 vfio_group_ioctl_get_status(...)
 {
 <...
 status.flags |=
-	VFIO_GROUP_FLAGS_CONTAINER_SET | VFIO_GROUP_FLAGS_VIABLE
+	VFIO_GROUP_FLAGS_CONTAINER_SET | (group->container_users > 1 ? 0 : VFIO_GROUP_FLAGS_VIABLE)
	;
 ...>
 }
