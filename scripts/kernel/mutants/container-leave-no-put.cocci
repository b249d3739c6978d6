// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: teardown.objects
// Reason: missing put
//
// A group that leaves does not put the container: its descriptor is lost.

@@
@@
 vfio_group_detach_container(...)
 {
 <...
-vfio_container_put(...);
 ...>
 }
