// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.sibling
// Reason: wrong lookup; a bus has several numbers
//
// VFIO_DEVICE_GET_PCI_HOT_RESET_INFO gives the number of the bus above the bridge for that of the
// bus behind it, where the devices are: those of its list do not exist.

@@
symbol info, pdev, bus, number, primary;
@@
 vfio_pci_fill_devs(...)
 {
 <...
 info->bus =
-	pdev->bus->number
+	pdev->bus->primary
	;
 ...>
 }
