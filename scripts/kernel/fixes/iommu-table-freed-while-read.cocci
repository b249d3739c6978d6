// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/include/asm/iommu.h arch/powerpc/kernel/iommu.c
// Files: arch/powerpc/kvm/book3s_64_vio.c arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Spatch: --smpl-spacing
//
// SET_SPAPR_TCE reads a pointer from table_group->tables[], looks into the table, and then takes
// a reference. It holds nothing that the owner of the table knows: TCE_REMOVE, UNSET_CONTAINER,
// SET_CONTAINER (which drops the host's default window) can put the last reference in between,
// and iommu_table_free() frees at once. iommu_tce_table_get(), which is there "to avoid races
// with add/remove DMA windows", then looks at a count in freed memory.
//
// Free the descriptor after an RCU grace period, look at it under rcu_read_lock() until the
// count is taken, and let nobody find it any more before its last reference is put.

@@
@@
 struct iommu_table {
 	...
 	struct kref it_kref;
+	struct rcu_head it_rcu;
 	...
 };

@@
symbol tbl;
@@
 static void iommu_table_free(...)
 {
 <...
-kfree(tbl);
+kfree_rcu(tbl, it_rcu);
 ...>
 }

@exists@
symbol tbl, table_group;
identifier i;
@@
 void pnv_pci_unlink_table_and_group(...)
 {
 ... when any
-iommu_tce_table_put(tbl);
-table_group->tables[i] = NULL;
+WRITE_ONCE(table_group->tables[i], NULL);
+iommu_tce_table_put(tbl);
 ... when any
 }

@exists@
symbol tbl, table_group;
identifier i, tbltmp;
@@
 long kvm_spapr_tce_attach_iommu_group(...)
 {
 ... when any
 if (WARN_ON(!table_group))
 	return -EFAULT;
+
+rcu_read_lock();
 for (i = 0; ...; ...) {
-	struct iommu_table *tbltmp = table_group->tables[i];
+	struct iommu_table *tbltmp = READ_ONCE(table_group->tables[i]);
 	...
 }
+rcu_read_unlock();
 if (!tbl)
 	return -EINVAL;
 ... when any
 }
