// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: holding.unplugged
// Reason: lifetime; a lost put on an odd path, an early return for what the first device of the group has done already
//
// Each time that a group goes back to the host, every device in it but the first leaves a
// reference to the group behind: it is never freed.

@@
@@
 spapr_tce_platform_iommu_attach_dev(...)
 {
 ... when any
 table_group = iommu_group_get_iommudata(grp);
+if (table_group->tables[0])
+	return 0;
 ... when any
 }
