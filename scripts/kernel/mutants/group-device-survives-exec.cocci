// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.exec
// Reason: lifetime; a descriptor that nobody closes
//
// A device's descriptor goes on to the program that the process executes, and with it the group.

@@
@@
 vfio_group_ioctl_get_device_fd(...)
 {
 ...
-get_unused_fd_flags(O_CLOEXEC)
+get_unused_fd_flags(0)
 ...
 }
