// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: sequence.saved.guest_maps_for_another_process_as_well
// Reason: isolation; an optimisation that is wrong when a guest's table has two hardware tables
//
// Because registered memory is the process's and not the container's, a TCE is checked for the
// first hardware table of the
// list only, the one that was tied last: not whose the others are, nor whether their groups are
// still there.

@@
iterator name list_for_each_entry_rcu;
expression shift;
@@
 kvmppc_tce_validate(...)
 {
 ...
 list_for_each_entry_rcu(...) {
 ...
 if (!mem || mm_iommu_ua_to_hpa(mem, ua, shift, &hpa)) {
 	rcu_read_unlock();
 	return H_TOO_HARD;
 }
+/* All of them look at the same registered memory */
+break;
 }
 ...
 }
