// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.huge_pages
// Reason: missing put; where a reference is kept is taken for what it is to
//
// In a container of type v1 a part of a huge page that is no longer mapped stays pinned, unless it
// is the first one: references are the head's, so that it seems there was none to give back. The
// huge page is never free again.

@@
identifier page;
@@
 tce_iommu_unuse_page(...)
 {
 ...
+if (!PageTail(page))
 unpin_user_page(page);
 ...
 }
