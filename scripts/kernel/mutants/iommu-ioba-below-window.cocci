// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: hcall.range hcall.past_end
// Reason: bounds; a check that looks redundant
//
// A page below the window is taken for one in it, if what is asked for ends in the window or
// where it begins: the difference wraps around.

@@
symbol ioba, offset;
@@
 iommu_tce_check_ioba(...)
 {
 ...
-if (ioba < offset)
-	return -EINVAL;
 ...
 }
