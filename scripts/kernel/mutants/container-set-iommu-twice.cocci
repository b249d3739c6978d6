// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: steps.twice
// Reason: check; a condition too few
//
// A container can be given an IOMMU again: what it had registered and made is lost.

@@
symbol container;
@@
 vfio_ioctl_set_iommu(...)
 {
 <+...
-list_empty(&container->group_list) || container->iommu_driver
+list_empty(&container->group_list)
 ...+>
 }
