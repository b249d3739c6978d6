// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
//
// vfio_create_group() puts a group that it could not name or add. vfio_group_release() then finds the
// iommu_group in it, which vfio_device_remove_group() takes from the others, and warns; nobody puts the
// reference to it.

@@
symbol group;
@@
 vfio_create_group(...)
 {
 <...
+iommu_group_put(group->iommu_group);
+group->iommu_group = NULL;
 put_device(&group->dev);
 ...>
 }
