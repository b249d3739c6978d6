// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: the hardware's TCE cache is not told
//
// The hardware may go on with TCEs of the table that was there before.

@@
@@
 pnv_pci_ioda2_set_window(...)
 {
 ...
-pnv_pci_ioda2_tce_invalidate_pe(...);
 ...
 }
