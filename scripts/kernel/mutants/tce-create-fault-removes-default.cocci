// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: memory.requests
// Reason: the wrong one is let go
//
// When the caller cannot be told where its new window is, the default window, which is at 0, is
// removed in place of the new one.

@@
symbol container, create;
@@
 tce_iommu_ioctl(...)
 {
 <+...
 tce_iommu_remove_window(container,
-	create.start_addr
+	0
	)
 ...+>
 }
