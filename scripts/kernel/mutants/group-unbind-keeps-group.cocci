// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.group_again
// Reason: missing put
//
// A group whose last driver goes is not freed.

@@
symbol group;
@@
 vfio_device_remove_group(...)
 {
 ...
-put_device(&group->dev);
 ...
 }
