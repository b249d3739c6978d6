// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.sibling
// Reason: wrong size
//
// VFIO_DEVICE_GET_PCI_HOT_RESET_INFO takes the header for room for devices, too: a caller who has
// too little room by up to that much is not told so, and what is written runs past the end of it.

@@
symbol count, hdr, devices;
@@
 vfio_pci_ioctl_get_pci_hot_reset_info(...)
 {
 <...
-count > (hdr.argsz - sizeof(hdr)) / sizeof(*devices)
+count > hdr.argsz / sizeof(*devices)
 ...>
 }
