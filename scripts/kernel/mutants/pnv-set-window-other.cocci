// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: dma.own_window hcall.forgotten
// Reason: wrong table; the window goes where the other one belongs
//
@@
symbol pe, num;
@@
 pnv_pci_ioda2_set_window(...)
 {
 <...
-(pe->pe_number << 1) + num
+(pe->pe_number << 1) + !num
 ...>
 }
