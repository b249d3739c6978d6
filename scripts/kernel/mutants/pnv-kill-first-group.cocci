// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: one group of several is served
//
// Of the groups behind a hardware table only one is told that TCEs have changed.

@@
iterator name list_for_each_entry_lockless;
expression tgl, head, next;
@@
 pnv_pci_ioda2_tce_invalidate(...)
 {
 ...
 list_for_each_entry_lockless(tgl, head, next) {
 	...
+	break;
 }
 }
