// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: dma.remap hcall.put
// Reason: missing put
//
// A TCE that is put over another does not end the use of the memory that the other one pointed
// to.

@@
symbol dir, kvm, tbl, entry;
@@
 kvmppc_tce_iommu_do_map(...)
 {
 ...
-if (dir != DMA_NONE)
-	kvmppc_tce_iommu_mapped_dec(kvm, tbl, entry);
 ...
 }
