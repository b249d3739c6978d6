// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.device_refused
// Reason: missing undo; on an error path
//
// A device that could not be opened counts as open: the next who opens it gets a device that
// nobody has enabled, and the group may leave its container meanwhile.

@@
symbol ret, device;
@@
 vfio_df_open(...)
 {
 <+...
-if (ret)
-	device->open_count--;
 ...+>
 }
