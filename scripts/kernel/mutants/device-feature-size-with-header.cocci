// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.awake
// Reason: wrong size
//
// How long the data of VFIO_DEVICE_FEATURE are is reckoned with the header that stands before them:
// for a feature of the device, data that are too short by up to that much are taken for complete.

@@
symbol device, feature, arg, minsz;
@@
 vfio_ioctl_device_feature(...)
 {
 <...
 device->ops->device_feature(device, feature.flags, arg->data,
-	feature.argsz - minsz
+	feature.argsz
	)
 ...>
 }
