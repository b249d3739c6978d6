// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: holding.unbound_tied
// Reason: missing put; of a reference that is taken only to look something up
//
// Each time that a group is given back to the host its iommu_group is kept once more: it outlives
// its devices, and nobody can see it but by its folder in /sys/kernel/iommu_groups.

@@
symbol grp, table_group;
@@
 spapr_tce_platform_iommu_attach_dev(...)
 {
 ...
 table_group->ops->release_ownership(...);
-iommu_group_put(grp);
 ...
 }
