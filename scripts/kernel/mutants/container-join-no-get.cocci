// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: steps.prefixes teardown.orders attach.once
// Reason: missing get
//
// A group that joins does not take the container that its leaving puts.

@@
@@
 vfio_container_attach_group(...)
 {
 <...
-vfio_container_get(...);
 ...>
 }
