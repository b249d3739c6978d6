// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.container
// Reason: check; a number in too few bits
//
// A container that has its type looks only at the lower 32 bits of the extension that it is asked
// for: it says that it has one of which nobody has heard.

@@
typedef u32;
symbol driver, container, arg;
@@
 vfio_container_ioctl_check_extension(...)
 {
 <...
 driver->ops->ioctl(container->iommu_data, VFIO_CHECK_EXTENSION,
-	arg
+	(u32)arg
 	)
 ...>
 }
