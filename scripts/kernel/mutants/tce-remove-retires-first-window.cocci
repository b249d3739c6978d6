// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: hcall.two_windows
// Reason: the wrong one of several places
//
// When a window is removed, it is the first one that the guest is kept from from there on, also
// when the second one goes: the first stays, and the guest's hypercalls no longer reach it.

@@
symbol container, tbl, true;
@@
 tce_iommu_remove_window(...)
 {
 ...
-WRITE_ONCE(tbl->it_retired, true);
+WRITE_ONCE((container->tables[0] ? container->tables[0] : tbl)->it_retired, true);
 synchronize_rcu();
 ...
 }
