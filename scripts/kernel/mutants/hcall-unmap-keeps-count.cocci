// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: memory.unregister_mapped hcall.stuff
// Reason: missing put
//
// What the guest unmaps stays counted as a use of registered memory.

@@
symbol mem;
@@
 kvmppc_tce_iommu_mapped_dec(...)
 {
 ...
-mm_iommu_mapped_dec(mem);
 ...
 }
