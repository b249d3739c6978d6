// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Test: race.h_put.table_close race.h_get.table_close race.h_stuff.table_close
// Test: held.h_put_indirect.table_close
// Reason: no grace period between unlinking and freeing; readers walk the list without a lock
//
// The guest's table is freed at once when its fd is closed, while a hypercall may be in it.

@@
symbol stt;
@@
 kvm_spapr_tce_release(...)
 {
 ...
(
-call_rcu(&stt->rcu, release_spapr_tce_table);
+release_spapr_tce_table(&stt->rcu);
|
-call_srcu(..., &stt->rcu, release_spapr_tce_table);
+release_spapr_tce_table(&stt->rcu);
)
 ...
 }
