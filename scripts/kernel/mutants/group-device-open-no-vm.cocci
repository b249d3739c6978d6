// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_after
// Reason: missing get
//
// A device that is opened does not take the VM of its group.

@@
symbol device;
@@
 vfio_df_group_open(...)
 {
 <...
-vfio_device_group_get_kvm_safe(device);
 ...>
 }
