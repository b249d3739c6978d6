// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.container
// Reason: check; a number in too few bits
//
// Of the type that VFIO_SET_IOMMU is given the lower half is looked at: a type that there is not,
// the lower half of which is that of one there is, sets up the container as that one.

@@
typedef u32;
symbol container, arg, ret;
@@
 vfio_fops_unl_ioctl(...)
 {
 <...
 ret = vfio_ioctl_set_iommu(container,
-	arg
+	(u32)arg
	);
 ...>
 }
