// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.register
// Reason: wrong order; the entry stays on the list and is freed
//
// What was registered is freed, and stays on the container's list.

@@
symbol tcemem;
@@
 tce_iommu_prereg_free(...)
 {
 ...
-list_del(&tcemem->next);
 ...
 }
