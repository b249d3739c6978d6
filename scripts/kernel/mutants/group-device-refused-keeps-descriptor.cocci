// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: teardown.refusals
// Reason: missing free on an error path
//
// A device that cannot be opened leaves the descriptor of its file behind.

@@
symbol df;
@@
 vfio_device_open_file(...)
 {
 <...
-kfree(df);
 ...>
 }
