// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.window_before_memory
// Reason: state; a condition too many, of what may yet become true
//
// A window that is made before its container has registered any memory is closed to the guest's
// hypercalls, and stays so: they are left to user space for ever.

@@
symbol container, tbl;
@@
 tce_iommu_create_window(...)
 {
 ...
-	tbl->it_mm = container->v2 ? container->mm : NULL;
+	tbl->it_mm = container->v2 && container->enabled ? container->mm : NULL;
 ...
 }
