// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: holding.join_late
// Reason: a check left out
//
// The first group that leaves a container dissolves it for the others.

@@
symbol driver, container;
@@
 vfio_group_detach_container(...)
 {
 <...
-driver && list_empty(&container->group_list)
+driver
 ...>
 }
