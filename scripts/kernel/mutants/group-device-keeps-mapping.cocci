// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.bar_disabled
// Reason: isolation; a line that got lost when the making of the file was simplified
//
// The mappings of a device's registers are not found when they are to be taken away: who has
// mapped a BAR goes on to reach it when the device no longer decodes its memory, or is reset.

@@
symbol filep, device;
@@
 vfio_device_open_file(...)
 {
 ...
-	filep->f_mapping = device->inode->i_mapping;
 ...
 }
