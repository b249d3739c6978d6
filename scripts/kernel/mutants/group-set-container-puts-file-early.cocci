// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.container_close.set_container
// Reason: put too early
//
// SET_CONTAINER lets go of the container's file as soon as it has the container, and only then adds
// the group, which keeps it. A close of the container by another thread frees it in between.

@@
identifier f;
symbol container, group, ret;
@@
 vfio_group_ioctl_set_container(...)
 {
 ...
 container = vfio_container_from_file(fd_file(f));
 if (container) {
+	fdput(f);
+	f = EMPTY_FD;
 	ret = vfio_container_attach_group(container, group);
 	...
 }
 ...
 }
