// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: holding.unplugged
// Reason: reference; a put that a conversion lost
//
// Each device that is taken from the host leaves a reference to its IOMMU group behind: the group
// outlives its last device.

@@
identifier grp, table_group, ret;
@@
 spapr_tce_blocked_iommu_attach_dev(...)
 {
 ...
 ret = table_group->ops->take_ownership(table_group, dev);
-iommu_group_put(grp);
 ...
 }
