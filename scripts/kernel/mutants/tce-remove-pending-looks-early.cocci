// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.map_first.window_remove_first
// Reason: locking; a check before the lock
//
// Whether the default window is still to be made is looked at without the container's lock. When
// another thread is just making it, the removal of that window says that it is done, and there the
// window is.

@@
symbol container, mutex, remove, ret;
@@
 tce_iommu_ioctl(...)
 {
 <...
-guard(mutex)(&container->lock);
 if (container->def_window_pending && !remove.start_addr) {
	...
 }
+guard(mutex)(&container->lock);
 ret = tce_iommu_remove_window(...);
 ...>
 }
