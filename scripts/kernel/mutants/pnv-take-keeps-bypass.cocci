// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Needs: fixes
// Test: dma.bypass
// Reason: isolation; a way round the IOMMU left open
//
// VFIO takes a group from the host, and its devices go on to reach all of memory by the bypass.

@@
symbol pe;
@@
 pnv_ioda2_take_ownership(...)
 {
 ...
-if (pe->tce_bypass_enabled)
-	pnv_pci_ioda2_set_bypass(pe, false);
 ...
 }
