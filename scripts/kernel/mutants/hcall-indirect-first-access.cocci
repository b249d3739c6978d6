// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: dma.read_only_others
// Needs: fixes
// Reason: isolation; an optimisation for what guests are thought to do (Linux gives all TCEs of a list the same access)
//
// H_PUT_TCE_INDIRECT maps all of its list with the access of the list's first entry: what is there
// to be read
// may be written, and what must go stays.

@@
symbol stit, tce;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 ...
 struct kvmppc_spapr_tce_iommu_table *stit;
+enum dma_data_direction dir = DMA_NONE;
 ...
 }

@@
symbol tce, i, vcpu, ua;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
+if (!i)
+	dir = iommu_tce_direction(tce);
 if (iommu_tce_direction(tce) != DMA_NONE && kvmppc_tce_to_ua(vcpu->kvm, tce, &ua)) { ... }
 ...>
 }

@@
symbol tce, ret;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
-if (iommu_tce_direction(tce) == DMA_NONE)
+if (dir == DMA_NONE)
 	ret = kvmppc_tce_iommu_unmap(...);
 else
 	ret = kvmppc_tce_iommu_map(...,
-				   iommu_tce_direction(tce)
+				   dir
 				  );
 ...>
 }
