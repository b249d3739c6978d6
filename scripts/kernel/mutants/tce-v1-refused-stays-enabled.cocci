// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.v1
// Reason: accounting; a flag that is set before it is known whether it holds
//
// In a container of the first kind, VFIO_IOMMU_ENABLE that is refused because too little memory
// may be
// locked enables it all the same: memory is mapped, and pinned, that nobody has counted.

@@
symbol container, locked;
@@
 tce_iommu_enable(...)
 {
 ...
+container->enabled = true;
 locked = table_group->tce32_size >> PAGE_SHIFT;
 ...
-container->enabled = true;
 ...
 }
