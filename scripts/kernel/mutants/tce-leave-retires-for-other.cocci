// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: hcall.two_groups_one_table
// Reason: off by one; the group that leaves is not on the list any more
//
// The guest is kept from the windows when one group is left, which is taken for the one that
// leaves. So it is when the first of two groups leaves: what the guest's hypercalls map for the
// other one is lost, and they say that it is done.

@@
symbol container;
@@
 tce_iommu_release_ownership(...)
 {
 ...
 if (
-	!tce_groups_attached(container)
+	list_is_singular(&container->group_list)
 	) {
 	...
 	synchronize_rcu();
 }
 ...
 }
