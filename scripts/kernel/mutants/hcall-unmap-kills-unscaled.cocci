// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: the hardware's TCE cache is told of other pages; a unit mixed up
//
// When the guest's pages are larger than those of the hardware's table, the hardware is told to
// forget other entries than those that the guest has cleared: the device goes on to reach the
// memory by what is in the cache.

@@
symbol tbl, io_entry, entry, subpages;
@@
 kvmppc_tce_iommu_unmap(...)
 {
 ...
-iommu_tce_kill(tbl, io_entry, subpages);
+iommu_tce_kill(tbl, entry, subpages);
 ...
 }
