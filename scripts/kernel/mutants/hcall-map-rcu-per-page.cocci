// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Test: race.h_put_large.window_remove
// Reason: a lock held for shorter (a large page of the guest may be thousands of TCEs), and not over the check it is for
//
// A hypercall looks once whether the window is about to go, and keeps off the one that clears it TCE by TCE only. Of a
// large page of the guest, what is set after the window was cleared stays counted as a use of registered memory for ever.

@@
symbol tbl, rcu;
@@
 kvmppc_tce_iommu_map(...)
 {
 ...
-guard(rcu)();
 if (READ_ONCE(tbl->it_retired)) return H_SUCCESS;
 ...
 }

@@
symbol rcu, kvm, tbl, io_entry, i, ua, pgoff, dir, ret;
@@
 kvmppc_tce_iommu_map(...)
 {
 <...
+guard(rcu)();
 ret = kvmppc_tce_iommu_do_map(kvm, tbl, io_entry + i, ua + pgoff, dir);
 ...>
 }
