// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: teardown.objects
// Reason: a missing put, in one of two orders
//
// The reference of a container's file is dropped only if no group is in the container by then: one
// whose file is closed first is never freed.

@@
symbol container;
@@
 vfio_fops_release(...)
 {
 ...
-vfio_container_put(container);
+if (list_empty(&container->group_list))
+	vfio_container_put(container);
 ...
 }
