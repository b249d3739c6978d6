// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: sequence.saved.v1_ends_in_another_process
// Reason: accounting; the caller's memory instead of the owner's (so it was before 4.10)
//
// The window that VFIO_IOMMU_ENABLE has counted as locked memory is given back to who closes the
// container last, and not to who has enabled it.

@@
symbol container;
@@
 tce_iommu_disable(...)
 {
 ...
-	account_locked_vm(container->mm, container->locked_pages, false);
+	account_locked_vm(current->mm, container->locked_pages, false);
 }
