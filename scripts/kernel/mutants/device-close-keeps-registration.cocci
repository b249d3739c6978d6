// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.unbind
// Reason: missing put
//
// The close of a device keeps it registered: its driver can never be taken away.

@@
symbol device;
@@
 vfio_device_fops_release(...)
 {
 ...
-vfio_device_put_registration(device);
 ...
 }
