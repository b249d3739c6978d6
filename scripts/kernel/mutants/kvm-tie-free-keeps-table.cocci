// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: attach.shared_table steps.attach_twice hcall.two_containers
// Reason: missing put, the other side of kvm-attach-no-table-get
//
// When the tie between the guest's table and the hardware's is freed, the hardware's keeps the
// reference that the tie had.

@@
symbol stit;
@@
 kvm_spapr_tce_iommu_table_free(...)
 {
 ...
-iommu_tce_table_put(stit->tbl);
 ...
 }
