// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.register
// Reason: missing put on an error path
//
// Memory that the container has registered already is refused, and a reference to it kept.

@@
symbol ret;
@@
 tce_iommu_register_pages(...)
 {
 <...
 ret = -EBUSY;
-goto put_exit;
+return ret;
 ...>
 }
