// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: teardown.objects
// Reason: leak
//
// The memory of a container that is gone is not freed.

@@
symbol container;
@@
 vfio_container_release(...)
 {
 ...
-kfree(container);
 }
