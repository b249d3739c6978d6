// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.bar_mapped
// Reason: a wrong answer; 0 stands for none, and is the number of one
//
// A device that has no MSI-X is taken for one whose MSI-X table is in BAR 0: the region info of
// that BAR tells of a table that may be mapped with it, which there is not, and asks for more room.

@@
symbol vdev;
@@
 vfio_pci_core_enable(...)
 {
 <...
 vdev->msix_bar =
-	0xFF
+	0
	;
 ...>
 }
