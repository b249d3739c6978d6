// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_twice
// Reason: a get too many
//
// Each open of a device takes the VM, and only the last close puts it.

@@
symbol device;
@@
 vfio_df_group_open(...)
 {
 <...
-if (device->open_count == 0)
-	vfio_device_group_get_kvm_safe(device);
+vfio_device_group_get_kvm_safe(device);
 ...>
 }
