// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: race
// Test: race.join_second.unset_container race.join_second.set_iommu
// Reason: locking; a pointer that is read before the lock is taken
//
// A group that joins a container looks for the container's IOMMU before it
// takes the container's lock: when that is set meanwhile, the group is in the
// container and gets none of its windows.

@@
identifier driver;
@@
 vfio_container_attach_group(...)
 {
 ...
-struct vfio_iommu_driver *driver;
+struct vfio_iommu_driver *driver = container->iommu_driver;
 ...
-driver = container->iommu_driver;
 if (driver) {
 ...
 }
 ...
 }
