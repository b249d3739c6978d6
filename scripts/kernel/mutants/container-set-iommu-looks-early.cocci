// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: race
// Test: race.set_iommu.set_iommu
// Reason: locking; a check that is made before the lock is taken
//
// VFIO_SET_IOMMU looks whether the container has an IOMMU already before it
// takes the container's lock: of two threads that set it at once both succeed,
// and what the first one has set is lost.

@@
@@
 vfio_ioctl_set_iommu(...)
 {
 ...
-down_write(&container->group_lock);
 if (list_empty(&container->group_list) || container->iommu_driver) {
-	up_write(&container->group_lock);
 	return -EINVAL;
 }
+down_write(&container->group_lock);
 mutex_lock(&vfio.iommu_drivers_lock);
 ...
 }
