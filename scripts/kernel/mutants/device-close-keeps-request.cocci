// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.asked
// Reason: one of two alike was forgotten
//
// The event by which a user wants to be asked for the device outlives the close of the device: the
// next user, who has none, is not the one who is asked, but whoever had the device before.

@@
symbol vdev, req_trigger;
@@
 vfio_pci_core_close_device(...)
 {
 ...
-	vfio_pci_eventfd_replace_locked(vdev, &vdev->req_trigger, NULL);
 ...
 }
