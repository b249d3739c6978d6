// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
//
// The table of a new window is counted as locked memory before it is made. When it cannot be made,
// nobody takes that back, and the process comes nearer to its limit with each refusal.

@@
identifier container, table_group, table_size, ret, ptbl;
@@
 static long tce_iommu_create_table(struct tce_container *container, ...)
 {
 <...
 ret = table_group->ops->create_table(...);
+if (ret)
+	account_locked_vm(container->mm, table_size >> PAGE_SHIFT, false);
 ...
 WARN_ON(!ret && ((*ptbl)->it_allocated_size > table_size));
 ...>
 }
