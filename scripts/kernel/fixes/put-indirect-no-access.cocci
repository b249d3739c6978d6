// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
//
// H_PUT_TCE_INDIRECT hands entries without access to kvmppc_tce_iommu_map() as if they were
// to be mapped: mm_iommu_mapped_inc() counts a mapping that is none, and no unmap finds it again.
//
// Unmap them, as kvmppc_h_put_tce() does, and do not look for memory at their address.

@@
identifier vcpu, tce, ua, stt, stit, ret;
expression entry;
@@
 long kvmppc_h_put_tce_indirect(...)
 {
 <...
(
-if (kvmppc_tce_to_ua(vcpu->kvm, tce, &ua))
+if (iommu_tce_direction(tce) != DMA_NONE && kvmppc_tce_to_ua(vcpu->kvm, tce, &ua))
 {
 	ret = H_PARAMETER;
 	...
 }
|
-ret = kvmppc_tce_iommu_map(vcpu->kvm, stt, stit->tbl, entry, ua, iommu_tce_direction(tce));
+if (iommu_tce_direction(tce) == DMA_NONE)
+	ret = kvmppc_tce_iommu_unmap(vcpu->kvm, stt, stit->tbl, entry);
+else
+	ret = kvmppc_tce_iommu_map(vcpu->kvm, stt, stit->tbl, entry, ua,
+				   iommu_tce_direction(tce));
)
 ...>
 }
