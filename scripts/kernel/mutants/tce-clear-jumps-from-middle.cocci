// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: sequence.saved.unmap_begins_in_an_empty_level
// Reason: off by some; a step that is right only from where a level begins
//
// Unmapping goes on by the size of a whole level from anywhere in one that is not there: when it
// begins in the middle, what the next level begins with stays mapped.

@@
symbol entry, tbl;
@@
 tce_iommu_clear(...)
 {
 <...
-entry |= tbl->it_level_size - 1;
+entry += tbl->it_level_size - 1;
 ...>
 }
