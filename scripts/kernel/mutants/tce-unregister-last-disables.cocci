// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.map_partly
// Reason: state; a flag that goes when nothing is left, and is not brought back
//
// Who unregisters the last memory of a container disables the container: every map and unmap from
// then on is refused, also the unmap of what is mapped still.

@@
symbol container, ret;
@@
 tce_iommu_unregister_pages(...)
 {
 <...
+if (list_empty(&container->prereg_list))
+	container->enabled = false;
 return ret;
 ...>
 }
