// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Spatch: --smpl-spacing
//
// pnv_tce_xchg() gives whoever may write a page leave to read it, too: a device sees what was in
// the guest's (or the user's) memory that it was handed to be filled.
//
// The two bits are the hardware's own, for each direction one. The host's mappings (pnv_tce_build)
// are left as they are.

@@
symbol newtce;
@@
 int pnv_tce_xchg(...)
 {
 <...
-if (newtce & TCE_PCI_WRITE)
-	newtce |= TCE_PCI_READ;
 ...>
 }
