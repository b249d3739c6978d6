// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/include/asm/iommu.h arch/powerpc/kvm/book3s_64_vio.c drivers/vfio/vfio_iommu_spapr_tce.c
//
// KVM looks for registered memory in the VM's process, whoever the window belongs to. A container
// of the first type (which counts its pages itself), or of another process, does not find what the
// guest has mapped when it clears the window (hcall-maps-into-v1, hcall-maps-into-others-window).
//
// Write down whose registered memory a table is for (NULL: nobody's), and leave the others to user
// space.

@@
@@
 struct iommu_table {
 	...
 	unsigned long it_indirect_levels;
+	struct mm_struct *it_mm;
 	...
 };

@@
identifier stt, stit, mem;
symbol next;
iterator name list_for_each_entry_rcu;
@@
 static long kvmppc_tce_validate(struct kvmppc_spapr_tce_table *stt, ...)
 {
 <...
 list_for_each_entry_rcu(stit, &stt->iommu_tables, next) {
 	...
 	struct mm_iommu_table_group_mem_t *mem;
 	...
+	if (stit->tbl->it_mm != stt->kvm->mm) {
+		rcu_read_unlock();
+		return H_TOO_HARD;
+	}
 	mem = mm_iommu_lookup(...);
 	...
 }
 ...>
 }

@@
identifier container, tbl;
@@
 static long tce_iommu_create_window(struct tce_container *container, ...)
 {
 <...
 BUG_ON(!tbl->it_ops->free);
+tbl->it_mm = container->v2 ? container->mm : NULL;
 ...>
 }
