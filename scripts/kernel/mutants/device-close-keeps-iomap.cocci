// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: dma.reach
// Reason: leak; a clean-up that forgets one of a pair
//
// A device that is closed gives its BARs back and leaves the kernel's mapping
// of those that were used: each open maps them anew.

@@
@@
 vfio_pci_core_disable(...)
 {
 <...
-pci_iounmap(pdev, vdev->barmap[bar]);
 ...>
 }
