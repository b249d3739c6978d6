// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Test: race.table_close.table_create race.table_create.tables_close
// Reason: lock dropped; kvm->lock guards the list of tables
//
// The close of a table takes it off the VM's list without the VM's lock.

@@
symbol kvm;
@@
 kvm_spapr_tce_release(...)
 {
 ...
-mutex_lock(&kvm->lock);
 ...
-mutex_unlock(&kvm->lock);
 ...
 }
