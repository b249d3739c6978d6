// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.upper_window_goes_with_its_group
// Reason: accounting; one flag for several windows
//
// That a window was removed, and cleared before, is remembered of the whole container: when its
// last group leaves, what is mapped in the other window is not cleared, and stays in use for ever.

@ leaves @
symbol container;
expression list es;
@@
 tce_iommu_release_ownership(...)
 {
 <+...
 	if (!tce_groups_attached(container)
+	    && container->maybe_mapped
 	   )
 		tce_iommu_clear(es);
 ...+>
 }

@ depends on leaves @
@@
 struct tce_container {
 	...
 	bool def_window_pending;
+	bool maybe_mapped;
 	...
 };

@ depends on leaves @
symbol container, num, tbl;
@@
 tce_iommu_create_window(...)
 {
 <...
 container->tables[num] = tbl;
+container->maybe_mapped = true;
 ...>
 }

@ depends on leaves @
symbol container, num;
@@
 tce_iommu_remove_window(...)
 {
 <...
 container->tables[num] = NULL;
+container->maybe_mapped = false;
 ...>
 }
