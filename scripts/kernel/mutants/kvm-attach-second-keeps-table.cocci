// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: attach.shared_table steps.attach_twice
// Reason: missing put
//
// A second group that is tied to the same hardware table takes it, and nobody puts it.

@@
symbol tie, stit, tbl;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
 list_add_rcu(&tie->next, &stit->ties);
 rcu_read_unlock();
-iommu_tce_table_put(tbl);
 return 0;
 ...>
 }
