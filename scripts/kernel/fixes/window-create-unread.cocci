// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
//
// A window whose start cannot be written to user space is made all the same, and its table is locked
// memory of the process: the answer is EFAULT, and nobody knows where the window is. Take it back.

@@
identifier container, create, ret, minsz;
expression user;
@@
 static long tce_iommu_ioctl(...)
 {
 <...
-mutex_unlock(&container->lock);
-
-if (!ret && copy_to_user(user, &create, minsz))
+if (!ret && copy_to_user(user, &create, minsz)) {
+	tce_iommu_remove_window(container, create.start_addr);
 	ret = -EFAULT;
+}
+
+mutex_unlock(&container->lock);

 return ret;
 ...>
 }
