// SPDX-License-Identifier: GPL-2.0-only
// Files: include/linux/vfio.h
// Kind: deterministic
// Test: holding.features
// Reason: a wrong answer; an order turned round
//
// Who asks whether a feature can be got or set is told yes if there is the feature at all: that it
// cannot be got shows only when that is tried.

@@
symbol flags, supported_ops;
@@
 vfio_check_feature(...)
 {
+	if (flags & VFIO_DEVICE_FEATURE_PROBE)
+		return 0;
 	if ((flags & (VFIO_DEVICE_FEATURE_GET | VFIO_DEVICE_FEATURE_SET)) & ~supported_ops)
 		return -EINVAL;
-	if (flags & VFIO_DEVICE_FEATURE_PROBE)
-		return 0;
 	...
 }
