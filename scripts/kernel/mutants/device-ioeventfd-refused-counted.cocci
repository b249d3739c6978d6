// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_rdwr.c
// Kind: deterministic
// Test: holding.ioeventfd
// Reason: accounting; counted before it is sure
//
// An ioeventfd is counted also when its file turns out to be no eventfd: a thousand mistakes, and
// the device refuses all others until it is closed.

@@
symbol ret, vdev, ioeventfd;
@@
 vfio_pci_ioeventfd(...)
 {
 ...
+vdev->ioeventfds_nr++;
 ret = vfio_virqfd_enable(...);
 ...
 list_add(...);
-vdev->ioeventfds_nr++;
 ...
 }
