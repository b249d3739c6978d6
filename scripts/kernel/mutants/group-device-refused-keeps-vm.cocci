// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_refused
// Reason: missing put on an error path
//
// A device that cannot be opened keeps the VM of its group.

@@
symbol device;
@@
 vfio_df_group_open(...)
 {
 <...
-vfio_device_put_kvm(device);
+cond_resched();
 ...>
 }
