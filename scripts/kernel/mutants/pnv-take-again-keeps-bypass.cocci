// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: dma.bypass
// Reason: isolation; a flag that is not set again
//
// That the way around all windows is open is noted when a PE is set up, and no longer when it is
// opened again for the host: the second time that VFIO takes the group it stays open, and the
// devices reach all of memory.

@@
identifier pe, enable, rc;
@@
 pnv_pci_ioda2_set_bypass(struct pnv_ioda_pe *pe, bool enable)
 {
 ...
 if (rc)
 	pe_err(...);
-else
-	pe->tce_bypass_enabled = enable;
+else if (!enable)
+	pe->tce_bypass_enabled = false;
 }

@@
identifier phb, pe;
@@
 pnv_pci_ioda2_setup_dma_pe(struct pnv_phb *phb, struct pnv_ioda_pe *pe)
 {
 ...
 pe->tce_bypass_base = ...;
+	pe->tce_bypass_enabled = !pnv_iommu_bypass_disabled;
 ...
 }
