// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: dma.second_window
// Reason: window number mixed up
//
// Whichever window is removed, the hardware loses the first one.

@@
symbol pe, num;
@@
 pnv_pci_ioda2_unset_window(...)
 {
 <...
-(pe->pe_number << 1) + num
+(pe->pe_number << 1)
 ...>
 }
