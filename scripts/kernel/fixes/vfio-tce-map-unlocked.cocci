// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --smpl-spacing
//
// MAP_DMA and UNMAP_DMA look up the table and write it without the container's lock: TCE_REMOVE
// frees it under them, and they write to pages that are free and take their content for
// TCEs. They also make the default window that is pending, and two of them (or TCE_CREATE)
// make two: one is lost with its locked memory. TCE_REMOVE looks at def_window_pending before
// it has the lock. Two threads that use a new container at once both take a reference to the
// mm, and one is put.
//
// Take the lock; the order is as in REGISTER_MEMORY, which takes mmap_lock inside it, too. The
// mm needs none: one thread is the first.

@exists@
identifier container, ret;
@@
 static long tce_iommu_ioctl(...)
 {
 ... when any
+guard(mutex)(&container->lock);
 ret = tce_iommu_create_default_window(container);
 if (ret)
 	return ret;
 ... when any
 }

@exists@
identifier container, ret, remove;
@@
 static long tce_iommu_ioctl(...)
 {
 ... when any
+guard(mutex)(&container->lock);
 if (container->def_window_pending && !remove.start_addr) { ... }
-mutex_lock(&container->lock);
 ret = tce_iommu_remove_window(container, remove.start_addr);
-mutex_unlock(&container->lock);
 ... when any
 }

@exists@
identifier container;
symbol current;
@@
 static long tce_iommu_mm_set(...)
 {
 ... when any
-container->mm = current->mm;
-mmgrab(container->mm);
+mmgrab(current->mm);
+if (cmpxchg(&container->mm, NULL, current->mm)) {
+	mmdrop(current->mm);
+	if (container->mm != current->mm)
+		return -EPERM;
+}
 ... when any
 }
