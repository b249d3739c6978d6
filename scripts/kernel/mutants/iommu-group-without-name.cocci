// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: holding.unplugged
// Reason: a line that got lost
//
// A group of devices gets no name: nobody can tell any more which part of the hardware it stands
// for.

@@
expression grp, name;
@@
 iommu_register_group(...)
 {
 ...
-iommu_group_set_name(grp, name);
 ...
 }
