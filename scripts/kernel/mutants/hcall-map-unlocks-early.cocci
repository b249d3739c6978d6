// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Needs: fixes
// Test: race.h_put.h_put
// Reason: locking; a lock for the exchange alone, where the address belongs to it
//
// A hypercall that sets a TCE holds the lock of the entry for the exchange, and no longer until it has
// written down what the TCE was made from. When another vCPU, or user space, sets the same entry
// meanwhile, the use of the former memory is ended twice, and that of what was there in between never.

@@
@@
 kvmppc_tce_iommu_do_map(...)
 {
 ...
-guard(spinlock)(&tbl->it_userspace_lock);
-ret = iommu_tce_xchg_no_kill(kvm->mm, tbl, entry, &hpa, &dir);
+spin_lock(&tbl->it_userspace_lock);
+ret = iommu_tce_xchg_no_kill(kvm->mm, tbl, entry, &hpa, &dir);
+spin_unlock(&tbl->it_userspace_lock);
 if (ret) {
 ...
 }
 ...
 }
