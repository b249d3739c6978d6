// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.unbind.unset_container
// Reason: a lock dropped a bit too early (all else that may come by its device is gone)
//
// When the last device of a group goes, the group leaves its container without the group's lock.
// Whoever has the group open may take it out at the same time: it leaves twice.

@@
symbol group, iommu_group;
@@
 vfio_device_remove_group(...)
 {
 ...
+mutex_unlock(&group->group_lock);
 if (group->container)
 	vfio_group_detach_container(group);
 iommu_group = group->iommu_group;
 group->iommu_group = NULL;
-mutex_unlock(&group->group_lock);
 ...
 }
