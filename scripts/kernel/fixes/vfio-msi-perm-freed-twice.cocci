// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_config.c
// Optional
//
// vfio_msi_cap_len() frees what it could not fill, and leaves the pointer: the next open of the device
// takes it for filled and reads it, and the close after that frees it again.
//
// Forget it, as 7.2 does.

@@
symbol vdev, ret;
@@
 vfio_msi_cap_len(...)
 {
 <...
 kfree(vdev->msi_perm);
+vdev->msi_perm = NULL;
 return ret;
 ...>
 }
