// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.register
// Reason: a check left out
//
// Blocks of registered memory may overlap: a mapping counts for one and is taken off the other.

@@
symbol ret, mem_list_mutex;
@@
 mm_iommu_do_alloc(...)
 {
 <...
-ret = -EINVAL;
-mutex_unlock(&mem_list_mutex);
-goto free_exit;
+break;
 ...>
 }
