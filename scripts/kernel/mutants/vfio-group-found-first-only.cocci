// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: holding.sibling
// Reason: wrong lookup; a list is taken for the one entry that it mostly has
//
// When a device gets a driver of VFIO's, only the newest of VFIO's groups is looked at: a device
// that belongs to another one is refused, as that group cannot be made a second time.

@@
symbol group, iommu_group;
@@
 vfio_group_find_from_iommu(...)
 {
 <...
 if (group->iommu_group == iommu_group)
 	return group;
+break;
 ...>
 }
