// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.join_late
// Reason: return code; a check that is meant for leaving
//
// No group can join a container while a device of one of the groups that are in it already is open.

@@
iterator name list_for_each_entry;
symbol container, group, ret, driver, out_unlock_container;
@@
 vfio_container_attach_group(...)
 {
 ...
 struct vfio_iommu_driver *driver;
+struct vfio_group *member;
 ... when any
+list_for_each_entry(member, &container->group_list, container_next) {
+	if (member->container_users > 1) {
+		ret = -EBUSY;
+		goto out_unlock_container;
+	}
+}
+
 if (group->type == VFIO_IOMMU) {
	ret = iommu_group_claim_dma_owner(...);
	...
 }
 ... when any
 }
