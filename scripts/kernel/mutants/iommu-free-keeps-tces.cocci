// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: attach.shared_table steps.attach_twice window.create_limits
// Reason: missing free
//
// The hardware's table is freed without the memory that it describes.

@@
symbol tbl;
@@
 iommu_table_free(...)
 {
 ...
-if (tbl->it_ops->free)
-	tbl->it_ops->free(tbl);
 ...
 }
