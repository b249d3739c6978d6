// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: dma.same_address
// Reason: isolation; a cache whose key lacks whose it is
//
// The lookup of registered memory remembers what it found last, but not in whose address space:
// where two processes have memory at the same address, DMA of the one goes to that of the other.

@@
identifier mem;
@@
+/* What mm_iommu_lookup() has found last */
+static struct mm_iommu_table_group_mem_t *mm_iommu_last;
+
 static void mm_iommu_release(struct mm_iommu_table_group_mem_t *mem)
 {
 list_del_rcu(&mem->next);
+cmpxchg(&mm_iommu_last, mem, NULL);
 ...
 }

@@
identifier mem;
symbol ret, ua, size;
iterator name list_for_each_entry_rcu;
@@
 mm_iommu_lookup(...)
 {
 ...
 rcu_read_lock();
+mem = READ_ONCE(mm_iommu_last);
+if (mem && mem->ua <= ua && ua + size <= mem->ua + (mem->entries << PAGE_SHIFT)) {
+	rcu_read_unlock();
+	return mem;
+}
 list_for_each_entry_rcu(mem, ...) {
 <...
 ret = mem;
+WRITE_ONCE(mm_iommu_last, mem);
 ...>
 }
 ...
 }
