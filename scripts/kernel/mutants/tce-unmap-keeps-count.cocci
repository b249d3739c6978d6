// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.unregister_mapped dma.after_group_del
// Reason: missing put
//
// What user space unmaps stays counted as a use of registered memory.

@@
symbol mem;
@@
 tce_iommu_unuse_page_v2(...)
 {
 ...
-if (mem)
-	mm_iommu_mapped_dec(mem);
 ...
 }
