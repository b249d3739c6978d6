// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.sibling
// Reason: isolation; a sum that became an assignment
//
// Of the devices on a bus the one that got its driver last decides whether any is open: its close
// resets the bus under the others that are.

@@
symbol open_count, cur;
@@
 vfio_device_set_open_count(...)
 {
 <...
-	open_count += cur->open_count;
+	open_count = cur->open_count;
 ...>
 }
