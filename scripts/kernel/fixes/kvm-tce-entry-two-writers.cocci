// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/include/asm/iommu.h arch/powerpc/kvm/book3s_64_vio.c
// Files: arch/powerpc/platforms/powernv/pci.c arch/powerpc/platforms/pseries/iommu.c
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --smpl-spacing
//
// A TCE and the user address that it was made from (it_userspace) are written one after the
// other.  Two who write the same entry (two vCPUs, a vCPU and VFIO_IOMMU_MAP_DMA or _UNMAP_DMA,
// or VFIO clearing the window) get the other's TCE from xchg() and not yet, or no longer, the
// address: the count of mappings of registered memory is decremented twice or never. Never:
// it can not be unregistered any more. Twice: it can while it is mapped. In a v1 container
// kvmppc_tce_iommu_do_unmap() takes a TCE out and puts it back, over what VFIO_IOMMU_MAP_DMA
// has put there meanwhile.
//
// One spinlock in the table for both halves. It is taken in process context only, and innermost
// but for pseries' large_pool.lock.

@@
@@
 struct iommu_table {
 	...
+	/* for a TCE together with its it_userspace */
+	spinlock_t it_userspace_lock;
 	__be64 *it_userspace;
 	...
 };

@@
identifier f = {pnv_pci_table_alloc, iommu_pseries_alloc_table};
symbol tbl;
@@
 struct iommu_table *f(...)
 {
 ...
 INIT_LIST_HEAD_RCU(&tbl->it_group_list);
+spin_lock_init(&tbl->it_userspace_lock);
 ...
 }

@exists@
identifier ret;
symbol tbl;
@@
 static long kvmppc_tce_iommu_do_map(...)
 {
 ... when any
 if (mm_iommu_mapped_inc(...))
 	return H_TOO_HARD;
+
+guard(spinlock)(&tbl->it_userspace_lock);
 ret = iommu_tce_xchg_no_kill(...);
 ... when any
 }

@exists@
symbol tbl;
@@
 static long kvmppc_tce_iommu_do_unmap(...)
 {
 ... when any
+guard(spinlock)(&tbl->it_userspace_lock);
 if (WARN_ON_ONCE(iommu_tce_xchg_no_kill(...)))
 	return H_TOO_HARD;
 ... when any
 }

@exists@
symbol tbl;
@@
 static int tce_iommu_clear(...)
 {
 ... when any
 cond_resched();
+guard(spinlock)(&tbl->it_userspace_lock);
 ... when any
 }

@exists@
identifier f = {tce_iommu_build, tce_iommu_build_v2};
identifier ret;
symbol tbl;
@@
 static long f(...)
 {
 ... when any
+guard(spinlock)(&tbl->it_userspace_lock);
 ret = iommu_tce_xchg_no_kill(...);
 ... when any
 }
