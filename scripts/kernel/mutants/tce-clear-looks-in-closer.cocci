// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.other_process_has_kvm_vfio
// Reason: lifetime; current->mm where the container's mm is meant
//
// What is unmapped is looked for in the memory of who closes the container last. When that is
// another process than the owner, the owner's memory counts as mapped for ever, and stays pinned
// and locked.

@@
symbol container;
@@
 tce_iommu_unuse_page_v2(...)
 {
 <...
 mm_iommu_lookup(
-	container->mm
+	current->mm ? current->mm : container->mm
	, ...)
 ...>
 }
