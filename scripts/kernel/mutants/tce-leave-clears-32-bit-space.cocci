// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.left_mapped
// Reason: accounting; a size that holds for one of the two windows
//
// When the last group leaves, of each window no more is cleared than the default one can have. What
// is mapped in the rest of a bigger second window stays in use for ever.

@@
symbol container, i, table_group;
@@
 tce_iommu_release_ownership(...)
 {
 <...
 tce_iommu_clear(..., container->tables[i]->it_offset,
-	container->tables[i]->it_size
+	min_t(unsigned long, container->tables[i]->it_size,
+	      table_group->tce32_size >> container->tables[i]->it_page_shift)
	)
 ...>
 }
