// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.sibling
// Reason: isolation; an entry of a list recognised by what is the same for all of them
//
// The file of a group answers for the devices of all groups in its container: a hot reset takes
// it as the leave to reset a device whose own group's file was not shown.

@@
symbol group, device;
@@
 vfio_file_has_dev(...)
 {
 ...
-return group == device->group;
+return group->container && group->container == device->group->container;
 }
