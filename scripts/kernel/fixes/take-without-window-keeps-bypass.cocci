// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
//
// A group whose own default window could not be made again, when VFIO gave it back, has no table, and
// pnv_ioda2_take_ownership() takes that for a sign that it has been taken already. It leaves the bypass
// on, with which the next user's device reaches all memory.
//
// The bypass says itself whether it is on.

@@
symbol pe, tbl, false;
@@
 static long pnv_ioda2_take_ownership(...)
 {
 <...
+if (pe->tce_bypass_enabled)
+	pnv_pci_ioda2_set_bypass(pe, false);
 if (!tbl)
 	return 0;
-pnv_pci_ioda2_set_bypass(pe, false);
 ...>
 }
