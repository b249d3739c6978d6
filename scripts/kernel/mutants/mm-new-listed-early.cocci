// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.map_elsewhere.register
// Reason: isolation; published before it is complete
//
// A new block is on the list of registered memory before its page pointers have become addresses,
// and before it is known which IOMMU pages it is good for: a hypercall that looks it up meanwhile
// gives the device the address of a struct page for that of the memory.

@@
identifier mem;
expression mm;
@@
 mm_iommu_do_alloc(...)
 {
 ...
+	list_add_rcu(&mem->next, &mm->context.iommu_group_mem_list);
 if (mem->dev_hpa == MM_IOMMU_TABLE_INVALID_HPA) {
 ...
 }
-list_add_rcu(&mem->next, &mm->context.iommu_group_mem_list);
 ...
 }
