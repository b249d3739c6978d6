// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.mapped_without_memory_of_its_own
// Reason: accounting; an optimisation that is wrong in one case
//
// When its last group leaves, a container that has registered no memory is taken for one in whose
// windows nothing is mapped: what the guest has mapped there of memory that another container of
// its process has registered stays in use for ever.

@@
symbol container;
expression list es;
@@
 tce_iommu_release_ownership(...)
 {
 <+...
 	if (!tce_groups_attached(container)
+	    && (!container->v2 || !list_empty(&container->prereg_list))
 	   )
 		tce_iommu_clear(es);
 ...+>
 }
