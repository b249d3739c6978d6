// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Test: race.table_claim.table_claim
// Reason: a lock dropped between check and use (so that it is not held while a file is made)
//
// KVM_CREATE_SPAPR_TCE lets go of the VM's lock between the look for the LIOBN and the adding of the table: two at once make
// two tables with one LIOBN, and a close of the new table's fd by a thread that guesses the number takes it off the list
// before it is on it.

@@
symbol kvm, ret;
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 ...
+mutex_unlock(&kvm->lock);
 kvm_get_kvm(kvm);
 if (!ret)
 	ret = anon_inode_getfd(...);
+mutex_lock(&kvm->lock);
 ...
 }
