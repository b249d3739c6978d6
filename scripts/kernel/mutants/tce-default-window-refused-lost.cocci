// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.default_memlock
// Reason: error path; a state flag that is reset although nothing was done
//
// A default window that cannot be made, for want of memory that may be locked, counts as made:
// the next call that needs it does not try again, and the container has none for good.

@@
@@
 tce_iommu_create_default_window(...)
 {
 ...
-	if (!ret)
-		container->def_window_pending = false;
+	container->def_window_pending = false;
 ...
 }
