// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --no-includes
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.abandoned_by_a_process_that_exits
// Reason: lifetime; current->mm where the container's mm is meant
//
// Who clears TCEs looks for abandoned memory in its own address space instead
// of the container's. A container that is closed by another process, or by the
// exit of its own one (which has no address space any more), leaves abandoned
// memory that only it had mapped pinned for ever.

@@
@@
 tce_iommu_clear(...)
 {
 ...
-mm_iommu_free_abandoned(container->mm);
+mm_iommu_free_abandoned(current->mm);
 ...
 }
