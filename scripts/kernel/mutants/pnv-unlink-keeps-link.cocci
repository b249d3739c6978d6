// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: teardown.objects
// Reason: missing free; of some bytes
//
// The link between a hardware table and a group is taken off the list and not freed.

@@
symbol tgl;
@@
 pnv_pci_unlink_table_and_group(...)
 {
 <...
-kfree_rcu(tgl, rcu);
 ...>
 }
