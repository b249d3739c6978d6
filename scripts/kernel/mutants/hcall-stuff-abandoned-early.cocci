// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.memory_goes_when_cleared
// Reason: wrong order
//
// H_STUFF_TCE frees the memory that nobody has registered or mapped any more before it unmaps, and
// not after: memory of which it ends the last mapping stays pinned and locked.

@@
symbol vcpu, stit, stt, next;
iterator name list_for_each_entry_lockless;
statement S;
@@
 kvmppc_h_stuff_tce(...)
 {
 ...
+mm_iommu_free_abandoned(vcpu->kvm->mm);
 list_for_each_entry_lockless(stit, &stt->iommu_tables, next) S
-mm_iommu_free_abandoned(vcpu->kvm->mm);
 ...
 }
