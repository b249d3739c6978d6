// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: the hardware's TCE cache is not told
//
// The hardware may go on with the TCE that was there before, which it keeps in a cache.

@@
@@
 kvmppc_tce_iommu_map(...)
 {
 ...
-iommu_tce_kill(...);
 ...
 }
