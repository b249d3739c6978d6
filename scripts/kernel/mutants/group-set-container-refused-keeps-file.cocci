// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.wrong_container
// Reason: missing put; on an error path, with threads only
//
// A group that has a container already refuses another and keeps the file of that one, if the
// process has threads.

@@
symbol group, ret;
@@
 vfio_group_ioctl_set_container(...)
 {
 ...
 if (vfio_group_has_iommu(group)) {
 ret = -EINVAL;
-goto out_unlock;
+mutex_unlock(&group->group_lock);
+return ret;
 }
 ...
 }
