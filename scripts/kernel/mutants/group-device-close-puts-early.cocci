// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_twice
// Reason: put too early
//
// Of two that have a device open the first that closes it puts the VM of both.

@@
symbol device;
@@
 vfio_df_group_close(...)
 {
 <...
-if (device->open_count == 0)
-	vfio_device_put_kvm(device);
+vfio_device_put_kvm(device);
 ...>
 }
