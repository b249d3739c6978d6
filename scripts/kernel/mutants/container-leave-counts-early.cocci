// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: race
// Test: race.unset_container.unset_second
// Reason: locking; what a decision is based on is read before the lock is taken
//
// Whether a group is the last one in its container is found out before the
// container's lock is taken: when two groups leave at once, neither is, and
// what the container has registered and made stays for ever.

@@
identifier driver;
@@
 vfio_group_detach_container(...)
 {
 ...
 struct vfio_iommu_driver *driver;
+bool last;
 ...
 WARN_ON(group->container_users != 1);
+last = list_is_singular(&container->group_list);
 down_write(&container->group_lock);
 ...
-if (driver && list_empty(&container->group_list))
+if (driver && last)
 {
 ...
 }
 ...
 }
