// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: memory.register
// Reason: a check left out
//
// Memory is given up by its address alone.

@@
symbol tcemem, vaddr, size;
@@
 tce_iommu_unregister_pages(...)
 {
 <+...
-tcemem->vaddr == vaddr && tcemem->size == size
+tcemem->vaddr == vaddr
 ...+>
 }
