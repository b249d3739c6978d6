// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: sequence.saved.upper_window_goes_with_its_group
// Reason: lifetime, accounting; a loop that stops early
//
// A container that ends frees its windows up to the first that is missing: the table of the
// second window stays, and its locked memory, when the default window has been removed.

@@
@@
 tce_iommu_release(...)
 {
 <...
 	struct iommu_table *tbl = container->tables[i];

 	if (!tbl)
-		continue;
+		break;
 ...>
 }
