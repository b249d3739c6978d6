// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: hcall.two_windows
// Reason: one window of several is served
//
// The second window of a container is not said to belong to its process: the kernel serves none of
// the guest's hypercalls for it, and user space gets them all.

@@
symbol container, tbl, num, v2, mm, it_mm;
@@
 tce_iommu_create_window(...)
 {
 <...
 tbl->it_mm =
-	container->v2
+	container->v2 && !num
	? container->mm : NULL;
 ...>
 }
