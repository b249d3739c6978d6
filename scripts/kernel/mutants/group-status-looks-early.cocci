// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.group_status.set_container
// Reason: locking; a check before the lock
//
// VFIO_GROUP_GET_STATUS looks before it takes the group's lock whether the group is in a container:
// if it is put into one meanwhile, that it has an owner is taken for somebody else's claim, and the
// group is said not to be viable.

@@
symbol group, status;
@@
 vfio_group_ioctl_get_status(...)
 {
 ...
+bool has_iommu = group->container || group->iommufd;
 status.flags = 0;
 ...
-if (vfio_group_has_iommu(group))
+if (has_iommu)
 	status.flags |= ...;
 else if (...)
 	status.flags |= ...;
 ...
 }
