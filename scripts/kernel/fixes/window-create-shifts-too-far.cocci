// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --smpl-spacing
//
// The page shift of a new window comes from user space and is shifted by before anybody has looked
// at it. A window that is smaller than its page makes a negative shift further on: a half, a
// quarter or an eighth of a page becomes a window of 512 pages, less than that ENOMEM.

@@
symbol table_group, page_shift, window_size;
@@
 static long tce_iommu_create_window(...)
 {
 <...
-if (!(table_group->pgsizes & (1ULL << page_shift)))
-	return -EINVAL;
+if (page_shift >= BITS_PER_LONG || !(table_group->pgsizes & (1ULL << page_shift)))
+	return -EINVAL;
+if (window_size < (1ULL << page_shift))
+	return -EINVAL;
 ...>
 }
