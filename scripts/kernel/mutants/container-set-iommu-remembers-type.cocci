// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.retyped
// Reason: state that is not reset when the last user leaves
//
// A container keeps the IOMMU type that it was given first. When its groups have left it and one
// comes back, whatever type is asked for, it has the first one.

@ has_type @
@@
 struct vfio_container {
 	...
 	bool noiommu;
+	unsigned long iommu_type;
 };

@ depends on has_type @
symbol driver, arg, container, data;
@@
 vfio_ioctl_set_iommu(...)
 {
 <...
-data = driver->ops->open(arg);
+if (!container->iommu_type)
+	container->iommu_type = arg;
+data = driver->ops->open(container->iommu_type);
 ...>
 }
