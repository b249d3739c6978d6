// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: sequence.saved.joins_the_upper_window_alone
// Reason: isolation; a loop that stops early
//
// A group that joins a container gets its windows up to the first that is missing: where the default
// window has been removed it does not get the second one.

@@
@@
 tce_iommu_take_ownership(...)
 {
 <...
 	struct iommu_table *tbl = container->tables[i];

 	if (!tbl)
-		continue;
+		break;
 ...>
 }
