// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.guest_maps_into_v1
// Reason: accounting; a case distinction that was simplified away
//
// The table of a container of the first kind, too, is open to the guest's hypercalls: if another
// container of the process has registered the memory, the guest maps it there, counted as a use
// of registered memory, and the container unpins what it never pinned.

@@
@@
 tce_iommu_create_window(...)
 {
 ...
-	tbl->it_mm = container->v2 ? container->mm : NULL;
+	tbl->it_mm = container->mm;
 ...
 }
