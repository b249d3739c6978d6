// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: hcall.levels
// Reason: off by some
//
// Unmapping skips more than the level of the table that is not there: what lies behind it stays
// mapped.

@@
symbol entry, tbl;
@@
 tce_iommu_clear(...)
 {
 <...
-entry |= tbl->it_level_size - 1;
+entry += tbl->it_level_size;
 ...>
 }
