// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: attach.once attach.shared_table steps.attach_twice
// Reason: missing get; 121f80ba68f1 ("KVM: PPC: VFIO: Add in-kernel acceleration for VFIO") made
// Reason: it a get
//
// SET_SPAPR_TCE keeps a pointer to the hardware's table without a reference of its own, and puts
// one when it lets go.

@@
symbol tbl, tbltmp;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-tbl = iommu_tce_table_get(tbltmp);
+tbl = tbltmp;
 ...>
 }
