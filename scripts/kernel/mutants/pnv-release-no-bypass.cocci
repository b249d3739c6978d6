// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
// Kind: deterministic
// Test: holding.group holding.given_back
// Reason: state not restored; a set-up step moved to where it runs once
//
// The way around the windows is opened when the PE is set up, and no longer each time that the
// host gets a group back: from the first use by VFIO on the host's own drivers of the group have
// only the small window.

@@
identifier pe;
@@
 pnv_pci_ioda2_setup_default_config(struct pnv_ioda_pe *pe)
 {
 ...
-if (!pnv_iommu_bypass_disabled)
-	pnv_pci_ioda2_set_bypass(pe, true);
 ...
 }

@@
identifier phb, pe, rc;
@@
 pnv_pci_ioda2_setup_dma_pe(struct pnv_phb *phb, struct pnv_ioda_pe *pe)
 {
 ...
 rc = pnv_pci_ioda2_setup_default_config(pe);
 if (rc)
 	return;
+	if (!pnv_iommu_bypass_disabled)
+		pnv_pci_ioda2_set_bypass(pe, true);
 ...
 }
