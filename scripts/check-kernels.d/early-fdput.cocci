// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Subject: vfio: Drop the container's file as soon as it is known
// Test: race.container_close.set_container --explore
//
// An early fdput: the container's file is let go before the container was used, and a close by
// another thread frees it meanwhile.

@@
identifier container, group, f, ret;
@@
 static int vfio_group_ioctl_set_container(...)
 {
 ...
 f = fdget(...);
 ...
 if (container) {
+	fdput(f);
 	ret = vfio_container_attach_group(container, group);
-	goto out_unlock;
+	mutex_unlock(&group->group_lock);
+	return ret;
 }
 ...
 }
