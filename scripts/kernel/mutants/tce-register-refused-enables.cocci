// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.requests
// Reason: state; a flag that is set before it is known whether it holds
//
// A container counts as enabled as soon as it tries to register memory: when that fails, it can map
// and unmap all the same, and is no longer told that it must not.

@@
symbol container, mem, true;
@@
 tce_iommu_register_pages(...)
 {
 ...
+container->enabled = true;
+
 mem = mm_iommu_get(...);
 ...
-container->enabled = true;
-
 return 0;
 ...
 }
