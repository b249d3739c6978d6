// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --smpl-spacing
//
// mm_iommu_lookup() leaves RCU before it returns the block of registered memory. Who calls it
// uses the block, and then counts a mapping that keeps it; UNREGISTER_MEMORY and the end of a
// container free it after a grace period, which a preemptible kernel can pass in between. So
// can the links that iommu_tce_kill() walks. Besides, VFIO_IOMMU_MAP_DMA answers 0 when the
// block is going away.
//
// Hold rcu_read_lock() until the mapping is counted. Nothing there sleeps: hypercalls ran in
// real mode.

@@
identifier f = {kvmppc_tce_iommu_map, kvmppc_tce_iommu_unmap};
identifier io_entry, entry, subpages;
@@
 static long f(...)
 {
 ...
 unsigned long io_entry = entry * subpages;
+
+guard(rcu)();
 ...
 }

@exists@
identifier i, mem, pua, pages;
expression e;
@@
 static long tce_iommu_build_v2(...)
 {
 ... when any
 for (i = 0; i < pages; ++i) {
 	struct mm_iommu_table_group_mem_t *mem = NULL;
 	__be64 *pua = e;
+
+	guard(rcu)();
 	...
 }
 ... when any
 }

@exists@
identifier mem, ret;
@@
 static long tce_iommu_build_v2(...)
 {
 ... when any
 ret = tce_iommu_prereg_ua_to_hpa(...);
 ... when any
-if (mm_iommu_mapped_inc(mem))
+ret = mm_iommu_mapped_inc(mem);
+if (ret)
 	break;
 ... when any
 }
