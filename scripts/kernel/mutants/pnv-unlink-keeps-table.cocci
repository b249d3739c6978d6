// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: attach.shared_table steps.attach_twice
// Reason: missing put
//
// A group lets go of a hardware table without a put.

@@
symbol tbl;
@@
 pnv_pci_unlink_table_and_group(...)
 {
 <...
-iommu_tce_table_put(tbl);
 ...>
 }
