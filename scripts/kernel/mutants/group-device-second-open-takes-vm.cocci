// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.device_late
// Reason: state; that there is no VM yet was taken for that this is the first open
//
// A device that was opened before its group belonged to a VM takes that VM at a further open. Who
// drives it has been told that there is none, and the VM is held for as long as anybody has the
// device open.

@@
symbol device;
@@
 vfio_df_group_open(...)
 {
 ...
 if (
-	device->open_count == 0
+	!device->kvm
 	)
 	vfio_device_group_get_kvm_safe(device);
 ...
 }
