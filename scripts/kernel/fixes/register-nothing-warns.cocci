// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --smpl-spacing
//
// A block of size 0 is registered as far as vzalloc(0), which warns. Refuse it, as other nonsense.

@@
symbol entries, size;
@@
 static long tce_iommu_register_pages(...)
 {
 ...
 unsigned long entries = size >> PAGE_SHIFT;
+
+if (!size)
+	return -EINVAL;
 ...
 }
