// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.group_again
// Reason: a group that nobody has stays taken
//
// A group that was closed counts as open.

@@
symbol group;
@@
 vfio_group_fops_release(...)
 {
 ...
-group->opened_file = NULL;
 ...
 }
