// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda.c
//
// A device that comes to a group which VFIO has is blocked like the others, and pnv_ioda2_take_ownership()
// runs again. The window that it finds is the user's now: it takes it from the hardware and puts a reference
// that the container counts on.
//
// Only the host's own table has a map of what is allocated in it (iommu_init_table()).

@@
symbol tbl;
@@
 pnv_ioda2_take_ownership(...)
 {
 ...
 if (!tbl)
 	return 0;
+if (!tbl->it_map)
+	return 0;
 ...
 }
