// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.awake
// Reason: a count of users that is put on the error path alone
//
// The last close of a device does not take back that it is to be kept awake, which its first open
// has asked for: the device never sleeps again.

@@
symbol vdev, pdev;
@@
 vfio_pci_core_disable(...)
 {
 ...
-	if (!vdev->disable_idle_d3)
-		pm_runtime_put(&pdev->dev);
 }
