// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: attach.once steps.prefixes
// Reason: missing put
//
// The close of a device does not put the group's file.

@@
@@
 vfio_group_unuse_container(...)
 {
 ...
-fput(...);
 }
