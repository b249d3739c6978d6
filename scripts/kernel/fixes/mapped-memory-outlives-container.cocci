// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/include/asm/mmu_context.h arch/powerpc/mm/book3s64/iommu_api.c
// Files: arch/powerpc/kvm/book3s_64_vio.c drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --smpl-spacing
//
// Registered memory belongs to the process, and each of its containers may map what another one
// has registered. When that one's last group leaves, tce_iommu_release() is told -EBUSY by
// mm_iommu_put(), warns, and forgets the memory: nobody asks again when the mappings are gone, and
// it stays pinned and locked for ever.
//
// Let the last user abandon it. It is not mapped again from then on (unless somebody registers it),
// and goes with its last mapping. Locked memory cannot be accounted where mappings are counted
// (under a spinlock, or RCU), so those who unmap look for abandoned memory afterwards.

@@
@@
+struct mm_iommu_table_group_mem_t;
+extern void mm_iommu_abandon(struct mm_struct *mm,
+		struct mm_iommu_table_group_mem_t *mem);
+extern void mm_iommu_free_abandoned(struct mm_struct *mm);
+extern struct mm_iommu_table_group_mem_t *mm_iommu_lookup_registered(
+		struct mm_struct *mm, unsigned long ua, unsigned long size);
+
 static inline void activate_mm(...)
 { ... }

@@
@@
+/* How many blocks are mapped still and have no user: @used is 0 */
+static atomic_t mm_iommu_nr_abandoned = ATOMIC_INIT(0);
+
 long mm_iommu_put(...)
 { ... }

// To those who look it up @used must not be 0 for a moment.
@exists@
symbol mem, unlock_exit;
@@
 long mm_iommu_put(...)
 {
 ... when any
- --mem->used;
-if (mem->used)
-	goto unlock_exit;
+if (mem->used > 1) {
+	--mem->used;
+	goto unlock_exit;
+}
 ... when any
 }

@exists@
symbol mem, ret, unlock_exit;
@@
 long mm_iommu_put(...)
 {
 ... when any
 if (atomic64_cmpxchg(&mem->mapped, 1, 0) != 1) {
-	++mem->used;
 	ret = -EBUSY;
 	goto unlock_exit;
 }
+mem->used = 0;
 ... when any
 }

@@
iterator name list_for_each_entry_safe;
symbol next;
@@
+/* Drop a reference for good: mapped memory is freed when its last mapping goes */
+void mm_iommu_abandon(struct mm_struct *mm, struct mm_iommu_table_group_mem_t *mem)
+{
+	if (mm_iommu_put(mm, mem) != -EBUSY)
+		return;
+
+	mutex_lock(&mem_list_mutex);
+	if (!--mem->used)
+		atomic_inc(&mm_iommu_nr_abandoned);
+	mutex_unlock(&mem_list_mutex);
+
+	/* It may have been unmapped meanwhile */
+	mm_iommu_free_abandoned(mm);
+}
+EXPORT_SYMBOL_GPL(mm_iommu_abandon);
+
+/* For those who have unmapped something. May sleep */
+void mm_iommu_free_abandoned(struct mm_struct *mm)
+{
+	struct mm_iommu_table_group_mem_t *mem;
+	struct mm_iommu_table_group_mem_t *tmp;
+	unsigned long unlock_entries = 0;
+
+	if (!mm || !atomic_read(&mm_iommu_nr_abandoned))
+		return;
+
+	mutex_lock(&mem_list_mutex);
+	list_for_each_entry_safe(mem, tmp, &mm->context.iommu_group_mem_list, next) {
+		if (mem->used || atomic64_cmpxchg(&mem->mapped, 1, 0) != 1)
+			continue;
+		if (mem->dev_hpa == MM_IOMMU_TABLE_INVALID_HPA)
+			unlock_entries += mem->entries;
+		atomic_dec(&mm_iommu_nr_abandoned);
+		mm_iommu_release(mem);
+	}
+	mutex_unlock(&mem_list_mutex);
+
+	account_locked_vm(mm, unlock_entries, false);
+}
+EXPORT_SYMBOL_GPL(mm_iommu_free_abandoned);
+
+/* As mm_iommu_lookup(), but not what is abandoned: for those who are about to map it */
+struct mm_iommu_table_group_mem_t *mm_iommu_lookup_registered(struct mm_struct *mm,
+		unsigned long ua, unsigned long size)
+{
+	struct mm_iommu_table_group_mem_t *mem;
+
+	rcu_read_lock();
+	mem = mm_iommu_lookup(mm, ua, size);
+	if (mem && !READ_ONCE(mem->used))
+		mem = NULL;
+	rcu_read_unlock();
+
+	return mem;
+}
+EXPORT_SYMBOL_GPL(mm_iommu_lookup_registered);
+
 struct mm_iommu_table_group_mem_t *mm_iommu_get(...)
 { ... }

@@
symbol mem, unlock_exit;
@@
 struct mm_iommu_table_group_mem_t *mm_iommu_get(...)
 {
 <...
+if (!mem->used)
+	atomic_dec(&mm_iommu_nr_abandoned);
 ++mem->used;
 ...>
 }

@@
identifier f = {kvmppc_tce_validate, kvmppc_tce_iommu_do_map, tce_iommu_prereg_ua_to_hpa};
@@
 f(...)
 {
 <...
-mm_iommu_lookup(
+mm_iommu_lookup_registered(
 ...)
 ...>
 }

// Unmapping finds what is abandoned, too, and needs no address of it.
@@
typedef __be64;
symbol mem, pua, tbl, container, hpa, ret, entry;
@@
 static void tce_iommu_unuse_page_v2(...)
 {
 ...
-int ret;
-unsigned long hpa = 0;
 __be64 *pua = IOMMU_TABLE_USERSPACE_ENTRY_RO(tbl, entry);
 ...
-ret = tce_iommu_prereg_ua_to_hpa(container, be64_to_cpu(*pua), tbl->it_page_shift, &hpa, &mem);
-if (ret)
-	pr_debug(...);
+mem = mm_iommu_lookup(container->mm, be64_to_cpu(*pua), 1ULL << tbl->it_page_shift);
+if (!mem)
+	pr_debug("%s: tce %llx at #%lx was not cached\n",
+		 __func__, be64_to_cpu(*pua), entry);
 ...
 }

// Nor may who gives up half-way be the last one.
@@
symbol container, mem;
@@
 static long tce_iommu_register_pages(...)
 {
 <...
-mm_iommu_put(container->mm, mem);
+mm_iommu_abandon(container->mm, mem);
 ...>
 }

@@
symbol container, tcemem, tmtmp, next;
iterator name list_for_each_entry_safe;
@@
 static void tce_iommu_release(...)
 {
 <...
-list_for_each_entry_safe(tcemem, tmtmp, &container->prereg_list, next)
-	WARN_ON(tce_iommu_prereg_free(container, tcemem));
+list_for_each_entry_safe(tcemem, tmtmp, &container->prereg_list, next) {
+	mm_iommu_abandon(container->mm, tcemem->mem);
+	list_del(&tcemem->next);
+	kfree(tcemem);
+}
 ...>
 }

@@
symbol container, tbl, firstentry, pages;
@@
 static int tce_iommu_clear(...)
 {
 <...
 iommu_tce_kill(tbl, firstentry, pages);
+mm_iommu_free_abandoned(container->mm);
 ...>
 }

@@
symbol container, tbl, entry, pages, ret, i;
@@
 static long tce_iommu_build_v2(...)
 {
 <...
 if (ret)
 	tce_iommu_clear(container, tbl, entry, i);
 else
 	iommu_tce_kill(tbl, entry, pages);
+mm_iommu_free_abandoned(container->mm);
 ...>
 }

@@
identifier h = {kvmppc_h_put_tce, kvmppc_h_put_tce_indirect};
identifier vcpu;
@@
 long h(struct kvm_vcpu *vcpu, ...)
 {
 <...
 kvmppc_tce_put(...);
+mm_iommu_free_abandoned(vcpu->kvm->mm);
 ...>
 }

@@
identifier vcpu;
symbol stt, i, npages, ioba;
@@
 long kvmppc_h_stuff_tce(struct kvm_vcpu *vcpu, ...)
 {
 <...
+mm_iommu_free_abandoned(vcpu->kvm->mm);
 for (i = 0; i < npages; ++i, ioba += (1ULL << stt->page_shift))
 	kvmppc_tce_put(...);
 ...>
 }
