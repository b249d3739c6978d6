// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.register.register_overlap
// Reason: isolation, accounting; a lock that is dropped for a long loop, and what was checked under it not checked again
//
// Between the look for blocks that overlap and the adding of the new block the list is unlocked,
// while the pages are converted: two registrations at once do not see each other, and both blocks
// get on the list.

@@
statement S;
@@
 mm_iommu_do_alloc(...)
 {
 <...
+mutex_unlock(&mem_list_mutex);
 if (mem->dev_hpa == MM_IOMMU_TABLE_INVALID_HPA) S
+mutex_lock(&mem_list_mutex);
 list_add_rcu(&mem->next, &mm->context.iommu_group_mem_list);
 ...>
 }
