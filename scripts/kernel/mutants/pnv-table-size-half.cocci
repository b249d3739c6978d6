// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: window.memlock
// Reason: accounting
//
// A window's table is counted once, though it is there twice: for the hardware and for user space.

@@
symbol bytes;
@@
 pnv_pci_ioda2_get_table_size(...)
 {
 ...
-return bytes + bytes;
+return bytes;
 }
