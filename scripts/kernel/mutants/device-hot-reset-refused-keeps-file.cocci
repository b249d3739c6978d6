// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.sibling
// Reason: references; a lost put on an odd path
//
// VFIO_DEVICE_PCI_HOT_RESET that is given a file that is no group's refuses, and keeps the file
// open for ever.

@@
identifier file;
@@
 	if (!vfio_file_is_group(file)) {
-		fput(file);
 		...
 	}
