// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.v1_unmap
// Reason: isolation, access rights; a constant where what was there before is meant
//
// A page of a window of an older container, which a guest's hypercall may not unmap, is put back
// for reading and writing: a device can write from then on to what was mapped for it to read.

@@
symbol ret, dir;
expression list es;
@@
 kvmppc_tce_iommu_do_unmap(...)
 {
 ...
 if (ret != H_SUCCESS)
-	iommu_tce_xchg_no_kill(es);
+{
+	dir = DMA_BIDIRECTIONAL;
+	iommu_tce_xchg_no_kill(es);
+}
 ...
 }
