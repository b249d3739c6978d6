// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.second_open steps.twice
// Reason: a check left out
//
// A group can be opened while somebody has it.

@@
symbol group, ret;
@@
 vfio_group_fops_open(...)
 {
 ...
-if (group->opened_file) { ... }
 group->opened_file = filep;
 ...
 }
