// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: window.create_gives_back
// Reason: accounting; an error path that no longer undoes what was counted before
//
// A window whose table was counted as locked memory and then cannot be made
// leaves the count behind.

@@
@@
 tce_iommu_create_table(...)
 {
 ...
 ret = table_group->ops->create_table(...);
-if (ret)
-	account_locked_vm(container->mm, table_size >> PAGE_SHIFT, false);
 ...
 }
