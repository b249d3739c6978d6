// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.unregister_mapped
// Reason: stale user address
//
// What user space maps is not written down, so that nobody finds the memory that it counts for.

@@
symbol pua, tce;
@@
 tce_iommu_build_v2(...)
 {
 <...
- *pua = cpu_to_be64(tce);
 ...>
 }
