// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.memory_goes_when_replaced
// Reason: accounting; a clean-up that was thought to be for those who unmap, and missed where a list is put over a mapping
//
// H_PUT_TCE_INDIRECT over the last mapping of memory that its container has abandoned does not
// free the memory: it stays
// pinned and counted until something else in the process unmaps.

@@
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
 kvmppc_tce_put(...);
-mm_iommu_free_abandoned(vcpu->kvm->mm);
 ...>
 }
