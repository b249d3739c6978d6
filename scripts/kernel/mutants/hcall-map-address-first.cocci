// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: dma.remap hcall.put
// Reason: wrong order; stale user address
//
// The address of the new memory is written down before the old one was read: a TCE put over
// another ends a use of the new memory, and forgets what it points to.

@@
symbol pua, ua, dir;
@@
 kvmppc_tce_iommu_do_map(...)
 {
 ...
+ *pua = cpu_to_be64(ua);
 if (dir != DMA_NONE)
 	kvmppc_tce_iommu_mapped_dec(...);
- *pua = cpu_to_be64(ua);
 ...
 }
