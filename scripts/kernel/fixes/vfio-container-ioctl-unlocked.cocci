// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Spatch: --smpl-spacing
//
// A container's ioctl reads iommu_driver and iommu_data, and goes into the driver, with
// nothing held.  UNSET_CONTAINER, close of the group or unbinding of its driver, by another
// thread, take the last group out and free iommu_data meanwhile; the ioctl goes on in freed
// memory, at the latest after copy_from_user() or when it gets the driver's own mutex, which
// the detaching had.
//
// Hold group_lock for reading, as VFIO_CHECK_EXTENSION does. It keeps the driver, its data and
// the list of groups. Drivers' ioctls do not take it; it is taken inside vfio_group::group_lock,
// and never under mmap_lock, which the ioctls take inside it.

@@
identifier container, driver, data, cmd, arg, ret;
@@
 static long vfio_fops_unl_ioctl(...)
 {
 <...
+down_read(&container->group_lock);
 driver = container->iommu_driver;
 data = container->iommu_data;
 if (driver)
 	ret = driver->ops->ioctl(data, cmd, arg);
+up_read(&container->group_lock);
 ...>
 }
