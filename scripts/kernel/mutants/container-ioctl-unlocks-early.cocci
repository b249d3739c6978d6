// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: race
// Needs: fixes
// Test: race.unmap.unset_container
// Reason: locking; a lock held for the look-up alone, where it keeps what was found
//
// A request to a container's IOMMU holds the container's lock while it looks for the IOMMU, and not
// while it works with it: the last group can leave meanwhile, and with it all that the request is
// about is freed.

@@
symbol container, driver, data, cmd, arg, ret;
@@
 vfio_fops_unl_ioctl(...)
 {
 <...
 data = container->iommu_data;
+up_read(&container->group_lock);
 if (driver)
 	ret = driver->ops->ioctl(data, cmd, arg);
-up_read(&container->group_lock);
 ...>
 }
