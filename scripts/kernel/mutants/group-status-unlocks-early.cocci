// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.group_status.set_container
// Reason: a lock dropped when the first look is done, where there is a second one
//
// VFIO_GROUP_GET_STATUS holds the group's lock while it looks whether the group is there still, and
// not while it looks for its container and then for its owner: if the group is put into a container
// between the two, its owner is taken for somebody else, and it is said not to be viable.

@@
symbol group, status;
@@
 vfio_group_ioctl_get_status(...)
 {
 ...
 if (!group->iommu_group) {
 	...
 }
+mutex_unlock(&group->group_lock);
 if (vfio_group_has_iommu(group))
 	status.flags |= ...;
 else if (...)
 	status.flags |= ...;
-mutex_unlock(&group->group_lock);
 ...
 }
