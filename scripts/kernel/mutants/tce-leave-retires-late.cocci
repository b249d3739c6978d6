// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.h_put.unset_container
// Reason: order; a flag set too late
// Spatch: --smpl-spacing
//
// When the last group leaves, the windows' tables are cleared before the guest is kept from them:
// what a hypercall maps behind the one that clears stays there, and its memory counts as mapped for
// ever.

@@
statement S;
symbol i, container;
@@
 tce_iommu_release_ownership(...)
 {
 ...
-if (!tce_groups_attached(container)) {
-	for (i = 0; i < IOMMU_TABLE_GROUP_MAX_TABLES; ++i)
-		if (container->tables[i])
-			WRITE_ONCE(container->tables[i]->it_retired, true);
-	synchronize_rcu();
-}
 for (i = 0; i < IOMMU_TABLE_GROUP_MAX_TABLES; ++i) S
+
+if (!tce_groups_attached(container)) {
+	for (i = 0; i < IOMMU_TABLE_GROUP_MAX_TABLES; ++i)
+		if (container->tables[i])
+			WRITE_ONCE(container->tables[i]->it_retired, true);
+	synchronize_rcu();
+}
 }
