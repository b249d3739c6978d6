// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.awake
// Reason: missing put on an error path; a check that comes after the get
//
// A read or write wakes the device before it is known whether there is such a region, and one that
// is refused does not let it sleep again: it stays awake for ever, also when nobody has it open.

@@
symbol index, vdev, ret;
@@
 vfio_pci_rw(...)
 {
 ...
-if (index >= VFIO_PCI_NUM_REGIONS + vdev->num_regions)
-	return -EINVAL;
 ret = pm_runtime_resume_and_get(...);
 if (ret) {
	...
 }
+if (index >= VFIO_PCI_NUM_REGIONS + vdev->num_regions)
+	return -EINVAL;
 ...
 }
