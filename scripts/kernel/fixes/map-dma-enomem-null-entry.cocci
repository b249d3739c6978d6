// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
//
// MAP_DMA writes the user's address to where IOMMU_TABLE_USERSPACE_ENTRY() says, which is NULL when
// the level of that table has to be made and there is no memory for it.
//
// Refuse, before anything is counted or mapped, as kvmppc_tce_iommu_do_map() does.

@@
identifier pua;
symbol ret;
@@
 static long tce_iommu_build_v2(...)
 {
 <...
 __be64 *pua = IOMMU_TABLE_USERSPACE_ENTRY(...);
+
+if (!pua) {
+	ret = -ENOMEM;
+	break;
+}
 ...>
 }
