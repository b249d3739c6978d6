// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.awake
// Reason: order; changed before it is checked
//
// A second call for low power is refused, but its eventfd has by then taken the place of the first
// one's: the device keeps the one that is let go, and nobody lets go the one that it held.

@@
symbol vdev, efdctx;
@@
 vfio_pci_runtime_pm_entry(...)
 {
 ...
 vfio_pci_zap_and_down_write_memory_lock(vdev);
+vdev->pm_wake_eventfd_ctx = efdctx;
 if (vdev->pm_runtime_engaged) { ... }
 ...
-vdev->pm_wake_eventfd_ctx = efdctx;
 ...
 }
