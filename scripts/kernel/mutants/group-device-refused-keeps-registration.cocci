// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_refused
// Reason: missing put on an error path
//
// A device that cannot be opened stays registered: its driver can never be taken away.

@@
symbol device;
@@
 vfio_group_ioctl_get_device_fd(...)
 {
 <...
-vfio_device_put_registration(device);
 ...>
 }
