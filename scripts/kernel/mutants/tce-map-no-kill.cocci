// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: the hardware's TCE cache is not told
//
// What user space maps over a mapping the hardware may not see.

@@
symbol ret, container, tbl, entry, i;
@@
 tce_iommu_build_v2(...)
 {
 ...
 if (ret)
 	tce_iommu_clear(container, tbl, entry, i);
-else
-	iommu_tce_kill(...);
 ...
 }
