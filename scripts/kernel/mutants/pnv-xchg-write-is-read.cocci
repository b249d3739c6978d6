// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: dma.write_only
// Reason: permission; what pnv_tce_build() does for the host
//
// What VFIO or a guest lets the device write it may read, too.

@@
symbol hpa, tbl, newtce;
@@
 pnv_tce_xchg(...)
 {
 ...
 BUG_ON(*hpa & ~IOMMU_PAGE_MASK(tbl));
+
+if (newtce & TCE_PCI_WRITE)
+	newtce |= TCE_PCI_READ;
 ...
 }
