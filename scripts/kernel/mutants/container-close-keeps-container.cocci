// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: teardown.objects
// Reason: missing put
//
// A container outlives its last descriptor, and its memory stays allocated.

@@
symbol container;
@@
 vfio_fops_release(...)
 {
 ...
-vfio_container_put(container);
 ...
 }
