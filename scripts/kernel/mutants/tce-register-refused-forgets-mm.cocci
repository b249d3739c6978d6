// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.requests
// Reason: wrong undo of an error; another one has come to rely on it
//
// A container whose first memory is refused forgets the process that it belongs to, as if it had
// nothing. A window that was there before stays counted as that process's locked memory.

@@
symbol container, param, ret;
@@
 tce_iommu_ioctl(...)
 {
 <...
 ret = tce_iommu_register_pages(container, param.vaddr, param.size);
+if (ret && !container->enabled) {
+	mmdrop(container->mm);
+	container->mm = NULL;
+}
 ...>
 }
