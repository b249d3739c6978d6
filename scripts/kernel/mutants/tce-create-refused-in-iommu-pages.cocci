// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: window.create_gives_back
// Reason: accounting on an error path; a unit mixed up: pages of the window and of the host
//
// A window that cannot be made gives back its table's locked memory by the size of the window's own
// pages. Where those are larger than the host's, too little is given back, and the rest stays
// counted for good.

@@
symbol container, table_size, page_shift, mm, false;
@@
 tce_iommu_create_table(...)
 {
 <...
 account_locked_vm(container->mm,
-	table_size >> PAGE_SHIFT
+	table_size >> page_shift
	, false);
 ...>
 }
