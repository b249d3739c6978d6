// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.register
// Reason: a bounds check left out
//
// A block of memory may go over the end of all addresses.

@@
symbol vaddr, size;
@@
 tce_iommu_register_pages(...)
 {
 <...
-((vaddr + size) < vaddr)
+0
 ...>
 }
