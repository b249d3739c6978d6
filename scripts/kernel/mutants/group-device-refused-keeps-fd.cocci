// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_refused
// Reason: missing put on an error path
//
// A device that cannot be opened takes a number of a file for ever.

@@
symbol fdno;
@@
 vfio_group_ioctl_get_device_fd(...)
 {
 <...
-put_unused_fd(fdno);
 ...>
 }
