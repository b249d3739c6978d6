// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.requests
// Reason: check; a number in too few bits
//
// How many pages are to be registered is kept in 32 bits: of 16 TiB and one page (of 4K) that one
// page is registered, and the rest is said to be.

@@
symbol size;
identifier entries;
@@
 tce_iommu_register_pages(...)
 {
 ...
-unsigned long entries = size >> PAGE_SHIFT;
+unsigned int entries = size >> PAGE_SHIFT;
 ...
 }
