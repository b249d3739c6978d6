// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Test: race.h_put.map_entry
// Needs: fixes
// Reason: locking, accounting; a lock that the other side alone takes
//
// VFIO_IOMMU_MAP_DMA writes a TCE and the address it was made from without the lock for both: when
// the guest sets the same entry meanwhile, a use of registered memory is counted off for another
// block, twice, or never.

@@
symbol tbl, spinlock;
@@
 tce_iommu_build_v2(...)
 {
 <...
-	guard(spinlock)(&tbl->it_userspace_lock);
 ...>
 }
