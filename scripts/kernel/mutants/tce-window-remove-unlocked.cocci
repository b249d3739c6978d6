// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: race
// Needs: fixes
// Test: race.window_remove.window_remove race.map.window_remove race.window_create.window_remove
// Reason: lock dropped; the container's lock guards its windows
//
// A window is removed without the container's lock.

@@
symbol container, remove;
@@
 tce_iommu_ioctl(...)
 {
 <...
-guard(mutex)(&container->lock);
 if (container->def_window_pending && !remove.start_addr) { ... }
 ...>
 }
