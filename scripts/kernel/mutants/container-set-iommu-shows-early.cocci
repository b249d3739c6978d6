// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: race
// Test: race.device_early.try_iommu
// Reason: publication; what is taken back on failure was visible meanwhile
//
// VFIO_SET_IOMMU shows the IOMMU in the container before the groups have it. Who opens a device looks for
// it without the container's lock: while an IOMMU is tried that the groups then refuse, the device can be
// opened, and stays so in a container that has no IOMMU.

@@
@@
 vfio_ioctl_set_iommu(...)
 {
 <...
+container->iommu_driver = driver;
+container->iommu_data = data;
 ret = __vfio_container_attach_groups(container, driver, data);
 if (ret) {
+	container->iommu_driver = NULL;
+	container->iommu_data = NULL;
	driver->ops->release(data);
	module_put(driver->ops->owner);
	continue;
 }
-container->iommu_driver = driver;
-container->iommu_data = data;
 break;
 ...>
 }
