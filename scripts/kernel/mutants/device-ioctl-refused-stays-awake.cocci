// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.awake
// Reason: missing put on an error path
//
// An ioctl keeps the device awake while it runs, and one that fails for ever: the device never
// sleeps again, not even when nobody has it open.

@@
symbol device, ret;
@@
 vfio_device_fops_unl_ioctl(...)
 {
 <...
-vfio_device_pm_runtime_put(device);
+if (ret >= 0)
+	vfio_device_pm_runtime_put(device);
 ...>
 }
