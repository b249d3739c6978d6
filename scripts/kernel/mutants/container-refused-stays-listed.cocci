// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.join_late
// Reason: wrong list handling on an error path; listed before it is known whether it holds
//
// A group that the container's IOMMU does not take stays on the container's list: when the others
// have left, the container is not empty for it, and keeps its IOMMU and all that belongs to it.

@@
identifier driver;
symbol group, container;
@@
 vfio_container_attach_group(...)
 {
 ...
+list_add(&group->container_next, &container->group_list);
+
 driver = container->iommu_driver;
 ...
-list_add(&group->container_next, &container->group_list);
 ...
 }
