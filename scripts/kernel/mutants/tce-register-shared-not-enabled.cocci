// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.two_containers
// Reason: state; a condition too many, of what another container may have done already
//
// A container is enabled only by memory that nobody had registered before. One that registers what
// another container has already registered is told that it worked, and may neither map nor unmap.

@@
symbol container, ret, mem, true;
@@
 tce_iommu_register_pages(...)
 {
 ...
 struct mm_iommu_table_group_mem_t *mem = NULL;
+bool fresh = false;
 <...
(
 if (ret)
 	return ret;
+fresh = true;
|
-container->enabled = true;
+if (fresh)
+	container->enabled = true;
)
 ...>
 }
