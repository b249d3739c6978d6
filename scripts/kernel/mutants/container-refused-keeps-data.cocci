// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: teardown.refusals
// Reason: missing put on an error path
//
// An IOMMU type that the container's groups refuse leaves its data behind.

@@
symbol ret, driver, data;
@@
 vfio_ioctl_set_iommu(...)
 {
 <...
 if (ret) {
-	driver->ops->release(data);
 	...
 }
 ...>
 }
