// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.bar_mapped
// Reason: wrong bounds check; a unit mixed up: pages and bytes
//
// The offset of an mmap of a BAR is left in pages where it is compared with the BAR's size in
// bytes: a mapping that ends behind the BAR is not refused and reaches what comes next on the bus.

@@
symbol req_start, pgoff;
@@
 vfio_pci_core_mmap(...)
 {
 <...
 req_start =
-	pgoff << PAGE_SHIFT
+	pgoff
 ;
 ...>
 }
