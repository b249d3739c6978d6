// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: attach.device_file
// Reason: a check too weak: what belongs to a group is taken for the group
//
// Who asks for the IOMMU group of a device's file gets that of the device: KVM's SET_SPAPR_TCE of a
// file that is no group's ties a table, and is not refused.

@@
symbol file, group, iommu_group;
@@
 vfio_file_iommu_group(...)
 {
 ...
 struct iommu_group *iommu_group = NULL;
+struct vfio_device_file *df = file->private_data;
 ...
+if (file->f_op == &vfio_device_fops)
+	group = df->group;
 if (!group)
 	return NULL;
 ...
 }
