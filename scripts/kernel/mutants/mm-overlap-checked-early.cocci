// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.register.register_overlap
// Reason: isolation, accounting; a check moved to where a refusal costs nothing yet, and a lock
// Reason: that is not held from there on
//
// Whether a block overlaps another one is looked up before its pages are pinned, which takes long,
// and not again when it is put on the list: of two threads that register overlapping memory neither
// sees the other's, and both blocks get on the list.

@@
iterator name list_for_each_entry_rcu;
symbol dev_hpa, mem2, mm, next, ua, entries, mem_list_mutex;
@@
 mm_iommu_do_alloc(...)
 {
 ...
+	mutex_lock(&mem_list_mutex);
+	list_for_each_entry_rcu(mem2, &mm->context.iommu_group_mem_list, next,
+				lockdep_is_held(&mem_list_mutex)) {
+		if ((mem2->ua < (ua + (entries << PAGE_SHIFT))) &&
+				(ua < (mem2->ua +
+				       (mem2->entries << PAGE_SHIFT)))) {
+			mutex_unlock(&mem_list_mutex);
+			return -EINVAL;
+		}
+	}
+	mutex_unlock(&mem_list_mutex);
+
 if (dev_hpa == MM_IOMMU_TABLE_INVALID_HPA) {
 	...
 }
 ...
 mutex_lock(&mem_list_mutex);
-list_for_each_entry_rcu(mem2, &mm->context.iommu_group_mem_list, next,
-			lockdep_is_held(&mem_list_mutex)) {
-	...
-}
 ...
 }
