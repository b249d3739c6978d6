// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.unbind
// Reason: lifetime; an order turned round (so it was before 6.6)
//
// While a driver waits to be taken away from a device that is open, the device can be opened
// again: who does that often enough keeps the driver for ever.

@@
@@
 vfio_unregister_group_dev(...)
 {
 ...
-	vfio_device_group_unregister(device);
 ...
 	while (rc <= 0) {
 	...
 	}
+
+	vfio_device_group_unregister(device);
 ...
 	vfio_device_remove_group(device);
 }
