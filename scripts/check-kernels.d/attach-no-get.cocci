// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Subject: KVM: PPC: Use the hardware table that was found
// Test: attach.once
//
// A missing get: KVM uses the hardware table without a reference to it, and drops one.

@@
identifier tbl, found;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-tbl = iommu_tce_table_get(found);
+tbl = found;
 ...>
 }
