// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --smpl-spacing
//
// UNREGISTER_MEMORY takes a reference of its own to find the block, drops the container's,
// and then its own, which is now the last: mm_iommu_put() says -EBUSY to nobody when the
// memory is mapped (by a guest that goes on running, say). User space gets 0, and the block
// belongs to nobody: pinned and locked for ever. Of two containers, the reference of one that
// finds nothing can be the last, too.
//
// No reference is needed: remember in the container what was registered, and find it there.

@@
typedef __u64;
@@
 struct tce_iommu_prereg {
 	...
 	struct mm_iommu_table_group_mem_t *mem;
+	__u64 vaddr;
+	__u64 size;
 };

@exists@
identifier tcemem, mem, vaddr, size;
@@
 static long tce_iommu_register_pages(struct tce_container *container, __u64 vaddr, __u64 size)
 {
 ... when any
 tcemem->mem = mem;
+tcemem->vaddr = vaddr;
+tcemem->size = size;
 ... when any
 }

@@
identifier container, tcemem, mem, vaddr, size, found, ret;
@@
 static long tce_iommu_unregister_pages(struct tce_container *container, __u64 vaddr, __u64 size)
 {
-struct mm_iommu_table_group_mem_t *mem;
 struct tce_iommu_prereg *tcemem;
-bool found = false;
-long ret;
+long ret = -ENOENT;
 <...
(
-mem = mm_iommu_get(...);
|
-if (!mem)
-	return -ENOENT;
|
-if (tcemem->mem == mem) {
-	found = true;
+if (tcemem->vaddr == vaddr && tcemem->size == size) {
+	ret = tce_iommu_prereg_free(container, tcemem);
 	break;
 }
|
-if (!found)
-	ret = -ENOENT;
-else
-	ret = tce_iommu_prereg_free(container, tcemem);
|
-mm_iommu_put(container->mm, mem);
)
 ...>
 }
