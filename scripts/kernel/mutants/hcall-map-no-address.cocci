// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.put memory.unregister_mapped
// Reason: stale user address
//
// What a TCE was made from is not written down, so that nobody finds the memory that it counts
// for.

@@
symbol pua, ua;
@@
 kvmppc_tce_iommu_do_map(...)
 {
 ...
- *pua = cpu_to_be64(ua);
 ...
 }
