// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Needs: fixes
// Test: race.h_stuff.map_entry race.h_put.map_entry
// Reason: accounting; a lock that is taken too late, because the exchange of a TCE is atomic by itself
//
// A hypercall that clears a TCE takes the lock of the entry after the exchange only. When another
// vCPU puts a TCE there
// in between, the use of the new memory is ended instead of that of the old.

@@
@@
 kvmppc_tce_iommu_do_unmap(...)
 {
 ...
-guard(spinlock)(&tbl->it_userspace_lock);
 if (WARN_ON_ONCE(...))
 	return H_TOO_HARD;
 if (dir == DMA_NONE)
 	return H_SUCCESS;
+guard(spinlock)(&tbl->it_userspace_lock);
 ret = kvmppc_tce_iommu_mapped_dec(...);
 ...
 }
