// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: hcall.forgotten
// Reason: the hardware is not told
//
// The hardware goes on to look at a table whose window is gone, and whose memory is free.

@@
@@
 pnv_pci_ioda2_unset_window(...)
 {
 ...
-ret = opal_pci_map_pe_dma_window(...);
+ret = 0;
 ...
 }
