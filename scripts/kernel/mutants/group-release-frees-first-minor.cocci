// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.group_beside
// Reason: the wrong one is let go
//
// Whichever group goes gives back the number 0, and keeps its own: the next group that comes gets
// the number of the one that is still there, and cannot be made.

@@
symbol vfio, group;
@@
 vfio_group_release(...)
 {
 ...
-ida_free(&vfio.group_ida, MINOR(group->dev.devt));
+ida_free(&vfio.group_ida, group->dev.id);
 ...
 }
