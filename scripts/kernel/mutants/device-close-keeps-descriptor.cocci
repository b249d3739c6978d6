// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: teardown.objects_device
// Reason: leak; a free that was lost when opening by group and by character device were merged (6.6)
//
// What the kernel has allocated for a device's descriptor stays when that is closed: any user who
// may open the device can eat up the memory of the machine.

@@
symbol df;
@@
 vfio_device_fops_release(...)
 {
 ...
-	kfree(df);
 ...
 }
