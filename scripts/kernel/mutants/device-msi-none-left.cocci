// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.interrupts
// Reason: a wrong answer; in use is taken for not there
//
// A device whose MSI is switched on is said to have none: who has set it up can neither trigger it
// nor change it, nor switch it off again, for as long as the device is open.

@@
symbol vdev, pos;
statement S;
@@
 vfio_pci_get_irq_count(...)
 {
 <...
 pos = vdev->pdev->msi_cap;
-if (pos)
+if (pos && !vdev->pdev->msi_enabled)
 	S
 ...>
 }
