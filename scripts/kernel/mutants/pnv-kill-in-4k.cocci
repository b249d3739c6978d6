// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: hcall.forgotten_windows
// Reason: isolation; a unit mixed up: pages of 4K and those of the table
//
// When several TCEs have changed the hardware is told to forget as many pages of 4K: in a table of
// larger pages most of them stay in its cache.

@@
expression A, B, C, D, E, shift;
@@
 pnv_pci_ioda2_tce_invalidate(...)
 {
 <...
 opal_pci_tce_kill(A, B, C,
-	1u << shift,
+	IOMMU_PAGE_SIZE_4K,
 	D, E);
 ...>
 }
