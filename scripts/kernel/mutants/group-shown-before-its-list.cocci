// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: race
// Test: race.bind.device_take
// Reason: order; shown before it is complete
//
// A new group has its file in /dev/vfio before it has its list of devices: who opens it at once and
// asks for a device follows a pointer to nowhere.

@ taken @
symbol group;
@@
 vfio_group_alloc(...)
 {
 ...
-INIT_LIST_HEAD(&group->device_list);
 ...
 }

@ depends on taken @
symbol group, vfio;
@@
 vfio_create_group(...)
 {
 ...
+INIT_LIST_HEAD(&group->device_list);
 list_add(&group->vfio_next, &vfio.group_list);
 ...
 }
