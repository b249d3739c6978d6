// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: dma.read_only_others
// Reason: access rights
//
// What a guest lets the device read by H_PUT_TCE_INDIRECT it may write, too.

@@
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
 ret = kvmppc_tce_iommu_map(...,
-	iommu_tce_direction(...)
+	DMA_BIDIRECTIONAL
 	);
 ...>
 }
