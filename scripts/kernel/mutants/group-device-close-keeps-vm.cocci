// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_after
// Reason: missing put
//
// The last close of a device does not put the VM.

@@
symbol device;
@@
 vfio_df_group_close(...)
 {
 <...
-vfio_device_put_kvm(device);
+device->kvm = NULL;
 ...>
 }
