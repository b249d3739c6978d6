// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.memlock
// Reason: accounting
//
// A window's table is not counted as locked memory, but given back.

@@
symbol ret;
@@
 tce_iommu_create_table(...)
 {
 ...
-ret = account_locked_vm(...);
+ret = 0;
 if (ret)
 	return ret;
 ...
 }
