// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: the hardware's TCE cache is told of one page of several
//
// Of a large page of the guest the hardware is told to forget the first TCE only.

@@
symbol tbl, io_entry, subpages;
@@
 kvmppc_tce_iommu_map(...)
 {
 ...
-iommu_tce_kill(tbl, io_entry, subpages);
+iommu_tce_kill(tbl, io_entry, 1);
 ...
 }
