// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.asked
// Reason: lifetime; an error taken for the end of a wait
//
// Who takes the driver away from a device that is open waits for its close. A signal to the one who
// waits ends that: the driver goes under the device's user, who still has it.

@@
symbol rc;
@@
 vfio_unregister_group_dev(...)
 {
 <...
 while (
-	rc <= 0
+	!rc
	) { ... }
 ...>
 }
