// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: race
// Test: race.set_iommu.unset_container
// Reason: locking; a pointer that is read before the lock is taken
//
// A group that leaves a container looks for the container's IOMMU before it takes the container's
// lock: when that is set meanwhile, the group is gone and the IOMMU still has it, and stays set.

@@
identifier driver;
symbol container;
@@
 vfio_group_detach_container(...)
 {
 ...
-struct vfio_iommu_driver *driver;
+struct vfio_iommu_driver *driver = container->iommu_driver;
 ...
-driver = container->iommu_driver;
 if (driver) driver->ops->detach_group(...);
 ...
 }
