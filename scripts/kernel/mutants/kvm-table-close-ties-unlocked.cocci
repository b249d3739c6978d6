// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Needs: fixes
// Test: race.group_del.table_close
// Reason: a lock taken for needless (the table is off the VM's list, so nobody finds it any more: but somebody may have)
//
// The close of a guest's table lets go of its ties without the lock for them. A GROUP_DEL, or a close of the KVM-VFIO
// device, that is at the same table drops a count of a tie that has none left, or goes on in freed memory.

@@
symbol kvm_spapr_tce_ties_lock;
@@
 kvm_spapr_tce_release(...)
 {
 ...
-mutex_lock(&kvm_spapr_tce_ties_lock);
 ...
-mutex_unlock(&kvm_spapr_tce_ties_lock);
 ...
 }
