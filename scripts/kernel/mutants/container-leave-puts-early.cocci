// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.second_open
// Reason: use after free; a put before the unlock
//
// A group that leaves its container puts it before it has unlocked it: when
// the container's descriptor was closed before, the lock that is let go is in
// memory that is free.

@@
@@
 vfio_group_detach_container(...)
 {
 ...
+vfio_container_put(container);
 up_write(&container->group_lock);
-vfio_container_put(container);
 }
