// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.features
// Reason: return code; a check left to those behind it, not all of whom look
//
// To get and to set a feature at once is no longer refused for what it is, but left to the feature:
// of one that the device has not the answer is that it has not, and one that can be both got and
// set does either.

@@
expression E;
symbol feature;
@@
 vfio_ioctl_device_feature(...)
 {
 <...
-if (E && (feature.flags & VFIO_DEVICE_FEATURE_GET))
-	return -EINVAL;
 ...>
 }
