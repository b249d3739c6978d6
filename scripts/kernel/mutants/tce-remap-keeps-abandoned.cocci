// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.memory_goes_when_replaced
// Reason: lifetime; a clean-up that is done for unmap and not for map
//
// Memory whose container has gone, and whose last mapping goes because user space maps something
// else over it, is not freed: it stays pinned and locked until somebody unmaps something.

@@
@@
 tce_iommu_build_v2(...)
 {
 ...
-	mm_iommu_free_abandoned(container->mm);
 ...
 }
