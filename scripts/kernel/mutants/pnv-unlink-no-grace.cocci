// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: race
// Test: race.h_put.unset_second
// Reason: lifetime; a grace period that looks superfluous, as windows are closed to the guest, and waited for, before they go
// Spatch: --no-includes
//
// The link between a hardware table and a group that leaves it is freed at once. When the table
// stays with another group,
// a hypercall may be on its way through the list of links: it goes on with freed memory.

@@
identifier tgl;
@@
 pnv_pci_unlink_table_and_group(...)
 {
 <...
-kfree_rcu(tgl, rcu);
+kfree(tgl);
 ...>
 }
