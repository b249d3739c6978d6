// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.indices
// Reason: a bounds check that is off by one
//
// VFIO_DEVICE_GET_REGION_INFO takes the number behind that of the last region. What is told of it
// is read from where there is no region, or, as most devices have no more than the fixed ones, from
// no memory at all.

@@
symbol info, vdev, index, num_regions;
@@
 vfio_pci_ioctl_get_region_info(...)
 {
 <...
-info.index >= VFIO_PCI_NUM_REGIONS + vdev->num_regions
+info.index > VFIO_PCI_NUM_REGIONS + vdev->num_regions
 ...>
 }
