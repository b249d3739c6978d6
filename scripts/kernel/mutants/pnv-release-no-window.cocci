// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: holding.given_back
// Reason: the host does not get its own window back
//
// When VFIO gives a group back, the host's drivers find no window: their DMA fails.

@@
symbol pe;
@@
 pnv_ioda2_release_ownership(...)
 {
 ...
-pnv_pci_ioda2_setup_default_config(pe);
 ...
 }
