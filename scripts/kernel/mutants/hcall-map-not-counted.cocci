// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: memory.unregister_mapped
// Reason: missing get; preregistered memory can be let go while it is mapped
//
// What the guest maps does not count as a use of registered memory: it can be unregistered, and
// the device goes on to reach pages that are somebody else's.

@@
symbol mem;
@@
 kvmppc_tce_iommu_do_map(...)
 {
 ...
-if (mm_iommu_mapped_inc(mem))
-	return H_TOO_HARD;
 ...
 }
