// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: teardown.refusals
// Reason: missing put; on an error path
//
// What describes a window is not freed when the window's table cannot be allocated or has more
// levels than fit.

@@
symbol tbl, ret;
@@
 pnv_pci_ioda2_create_table(...)
 {
 <+...
-iommu_tce_table_put(tbl);
 return ret;
 ...+>
 }
