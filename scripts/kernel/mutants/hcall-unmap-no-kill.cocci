// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: the hardware's TCE cache is not told
//
// What the guest has cleared the hardware may still have in its cache: the device goes on to reach
// it.

@@
@@
 kvmppc_tce_iommu_unmap(...)
 {
 ...
-iommu_tce_kill(...);
 ...
 }
