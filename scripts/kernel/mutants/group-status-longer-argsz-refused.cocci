// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.argsz
// Reason: wrong bounds check; a least size is taken for the only one
//
// VFIO_GROUP_GET_STATUS refuses a struct that is longer than its own: a program that was made for a
// later kernel, whose struct has more fields, does not learn anything.

@@
symbol status, minsz;
@@
 vfio_group_ioctl_get_status(...)
 {
 <...
-status.argsz < minsz
+status.argsz != minsz
 ...>
 }
