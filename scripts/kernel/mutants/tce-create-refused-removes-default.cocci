// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: sequence.saved.window_smaller_than_its_page
// Reason: wrong undo of an error; what the user counts on from the start is undone along
//
// When the first window that a user wants to make is refused, the default window, which was made on
// the way, is removed, too: it does not come back, and the container is left without any.

@@
symbol container, create, ret;
@@
 tce_iommu_ioctl(...)
 {
 <...
(
 struct vfio_iommu_spapr_tce_create create;
+bool pending;
|
+pending = container->def_window_pending;
 ret = tce_iommu_create_default_window(container);
 if (!ret)
	ret = tce_iommu_create_window(...);
+
+if (ret && pending)
+	tce_iommu_remove_window(container, 0);
)
 ...>
 }
