// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.group_beside
// Reason: the wrong one is let go
//
// When a device goes, it is the first device's number that gets free, and not its own. The next
// device is given a number that is in use, and cannot be bound.

@@
symbol device, vfio;
@@
 vfio_device_release(...)
 {
 <...
 ida_free(&vfio.device_ida,
-	device->index
+	0
 	);
 ...>
 }
