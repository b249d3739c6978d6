// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: attach.once teardown.orders
// Reason: missing put; the last group dissolves the container
//
// When the last group leaves, what the container registered and made is not let go.

@@
symbol driver, container;
@@
 vfio_group_detach_container(...)
 {
 <...
-driver->ops->release(container->iommu_data);
 ...>
 }
