// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.h_put.window_remove race.h_put_indirect.window_remove
// Reason: order; a flag set too late
//
// A window's table is cleared before the guest is kept from it: what a hypercall sets behind the
// one that clears stays counted as mapped.

@@
expression list es;
symbol tbl;
@@
 tce_iommu_remove_window(...)
 {
 ...
+tce_iommu_clear(es);
 WRITE_ONCE(tbl->it_retired, true);
 synchronize_rcu();
-tce_iommu_clear(es);
 ...
 }
