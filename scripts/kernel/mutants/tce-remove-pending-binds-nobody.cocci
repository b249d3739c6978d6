// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.other_process
// Reason: permission; a step left out where there seems to be nothing to do
//
// To remove the default window before it has been made does not make the container that of the
// process that does it: another process, such as a child, can use it from there on, and becomes its
// owner.

@@
symbol container, remove, ret;
@@
 tce_iommu_ioctl(...)
 {
 <...
 struct vfio_iommu_spapr_tce_remove remove;
 if (!container->v2)
	break;
-ret = tce_iommu_mm_set(container);
-if (ret)
-	return ret;
+if (!container->def_window_pending) {
+	ret = tce_iommu_mm_set(container);
+	if (ret)
+		return ret;
+}
 ...>
 }
