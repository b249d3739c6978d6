// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.place
// Reason: wrong index; how many windows there are is taken for where the next one goes
//
// A new window gets the number that follows from how many there are. When the first of two has been
// removed that is the number of the second: its table is replaced, and nobody frees it any more.

@@
identifier i;
symbol container;
@@
 tce_iommu_find_free_table(...)
 {
	int i;
+	int used = 0;

 	for (i = 0; i < IOMMU_TABLE_GROUP_MAX_TABLES; ++i) {
-		if (!container->tables[i])
-			return i;
+		if (container->tables[i])
+			++used;
 	}

-	return -ENOSPC;
+	return used < IOMMU_TABLE_GROUP_MAX_TABLES ? used : -ENOSPC;
 }
