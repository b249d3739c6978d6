// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: attach.once attach.shared_table
// Reason: missing put
//
// Each time that VFIO takes a group from the host, the host's table is lost.

@@
symbol tbl;
@@
 pnv_ioda2_take_ownership(...)
 {
 ...
-iommu_tce_table_put(tbl);
+(void)tbl;
 ...
 }
