// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Needs: fixes
// Test: race.h_put.h_put
// Reason: locking, accounting; both look-ups made before the lock, which is for one of them
//
// A hypercall that sets a TCE looks up which memory was there before it has the lock of the entry.
// Of two that set the same one both end the use of what was there first, and the use of what the
// slower one replaces is never ended: that memory can never be unregistered.

@@
symbol mem, old, pua, kvm, mm, tbl, entry, dir, spinlock;
@@
 kvmppc_tce_iommu_do_map(...)
 {
 ...
 struct mm_iommu_table_group_mem_t *mem;
+struct mm_iommu_table_group_mem_t *old;
 ...
 if (!pua)
	return H_TOO_HARD;
+old = mm_iommu_lookup(kvm->mm, be64_to_cpu(READ_ONCE(*pua)), 1ULL << tbl->it_page_shift);
 ...
 guard(spinlock)(&tbl->it_userspace_lock);
 ...
-if (dir != DMA_NONE)
-	kvmppc_tce_iommu_mapped_dec(kvm, tbl, entry);
+if (dir != DMA_NONE && old)
+	mm_iommu_mapped_dec(old);
 ...
 }
