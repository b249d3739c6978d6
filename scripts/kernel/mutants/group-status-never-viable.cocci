// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.group
// Reason: a wrong answer
//
// A group that nobody has taken is said to be not viable.

@@
symbol status, flags;
@@
 vfio_group_ioctl_get_status(...)
 {
 <+...
-status.flags |= VFIO_GROUP_FLAGS_VIABLE;
+status.flags |= 0;
 ...+>
 }
