// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.h_put.unmap_entry
// Reason: locking; a lock for the exchange alone, where the address belongs to it
//
// VFIO_IOMMU_UNMAP_DMA holds the lock of an entry while it clears the TCE, and not until it has
// done away with the address. When the guest sets the entry in between, the use of its new memory
// is ended instead of that of the old.

@@
symbol spinlock, tbl, container, direction, entry, oldhpa, ret;
@@
 tce_iommu_clear(...)
 {
 <...
-guard(spinlock)(&tbl->it_userspace_lock);
+spin_lock(&tbl->it_userspace_lock);

 direction = DMA_NONE;
 oldhpa = 0;
 ret = iommu_tce_xchg_no_kill(container->mm, tbl, entry, &oldhpa, &direction);
+spin_unlock(&tbl->it_userspace_lock);
 ...>
 }
