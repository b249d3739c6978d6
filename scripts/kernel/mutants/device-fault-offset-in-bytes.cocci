// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.bar_mapped
// Reason: isolation; a unit mixed up: bytes and pages
//
// Where in a BAR a mapping begins is shifted as if it were in bytes, but it is in pages already:
// whoever maps a later page of the BAR gets its first one and works on other registers.

@@
symbol vdev, index, pgoff;
@@
 vma_to_pfn(...)
 {
 ...
 return (pci_resource_start(vdev->pdev, index) >> PAGE_SHIFT) +
-	pgoff
+	(pgoff >> PAGE_SHIFT)
 ;
 }
