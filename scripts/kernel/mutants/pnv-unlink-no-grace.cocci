// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: race
// Test: race.h_put.window_remove race.h_stuff.window_remove
// Reason: no grace period between unlinking and freeing; pnv_pci_ioda2_tce_invalidate() walks
// Reason: the list without a lock
//
// The link between a hardware table and a group is freed at once when it is unlinked, while a
// hypercall may stand on it.

@@
symbol tgl;
@@
 pnv_pci_unlink_table_and_group(...)
 {
 <...
-kfree_rcu(tgl, rcu);
+kfree(tgl);
 ...>
 }
