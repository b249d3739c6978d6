// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.register
// Reason: accounting; an error path that gives back what somebody else has counted
//
// A block of memory that cannot be registered because it overlaps another one gives back as many
// pages of locked memory as the other one has. When they differ in size, too much or too little is
// counted from then on.

@@
symbol ret, mem_list_mutex, mem2, locked_entries;
identifier free_exit;
@@
 mm_iommu_do_alloc(...)
 {
 <...
 ret = -EINVAL;
+locked_entries = mem2->entries;
 mutex_unlock(&mem_list_mutex);
 goto free_exit;
 ...>
 }
