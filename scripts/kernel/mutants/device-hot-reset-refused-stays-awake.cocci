// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.sibling
// Reason: missing put on an error path
//
// A hot reset wakes all the devices that it is for, and lets them sleep again only if it was done.
// After one that is refused they stay awake for ever, also when nobody has them open.

@@
iterator name list_for_each_entry;
symbol vdev, dev_set, device_list, dev_set_list, pdev, dev, ret;
@@
 vfio_pci_dev_set_hot_reset(...)
 {
 <...
 list_for_each_entry(vdev, &dev_set->device_list, vdev.dev_set_list)
-	pm_runtime_put(&vdev->pdev->dev);
+	if (!ret)
+		pm_runtime_put(&vdev->pdev->dev);
 ...>
 }
