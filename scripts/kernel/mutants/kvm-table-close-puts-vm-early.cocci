// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: teardown.orders
// Reason: wrong order
//
// The close of a table puts the VM before it is done with it: when the table was the last to hold
// the VM, the table is handed to the SRCU of a VM that is gone.

@@
symbol kvm, stt, release_spapr_tce_table;
@@
 kvm_spapr_tce_release(...)
 {
 ...
+kvm_put_kvm(kvm);
 call_srcu(&kvm->srcu, &stt->rcu, release_spapr_tce_table);
-kvm_put_kvm(kvm);
 ...
 }
