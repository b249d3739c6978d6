// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: hcall.two_groups_one_table
// Reason: one group of several is served
//
// Of the groups of a container only the first gets its IOMMU.

@@
iterator name list_for_each_entry;
symbol group, container, ret, driver, data;
identifier unwind;
@@
 __vfio_container_attach_groups(...)
 {
 <...
 ret = driver->ops->attach_group(...);
 if (ret)
 	goto unwind;
+break;
 ...>
 }
