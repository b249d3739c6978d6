// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.device_open.unset_container
// Reason: locking; a check before the lock
//
// Whether the group is in a container is found out before the group's lock is taken: a device is
// opened although another thread has taken the group out of the container since.

@@
symbol device, df;
@@
 vfio_df_group_open(...)
 {
 ...
 struct vfio_device *device = df->device;
+bool has_iommu = device->group->container || device->group->iommufd;
 ...
-if (!vfio_group_has_iommu(device->group)) {
+if (!has_iommu) {
 	...
 }
 ...
 }
