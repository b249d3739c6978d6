// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: memory.register_hole
// Reason: return code; a count of what was done is taken for an error
//
// Memory that has a hole behind its first pages cannot be registered, but the answer is how many
// pages there were: VFIO takes it for success, and goes on without the block.

@@
symbol pinned, entries, ret;
@@
 mm_iommu_do_alloc(...)
 {
 <...
 if (pinned != entries) {
-	if (ret >= 0)
+	if (!ret)
 		ret = -EFAULT;
 	...
 }
 ...>
 }
