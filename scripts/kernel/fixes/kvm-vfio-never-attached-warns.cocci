// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Spatch: --smpl-spacing
//
// kvm_vfio_file::iommu_group is set by SET_SPAPR_TCE, and stays NULL for a group that never
// got a table, for a device's file, and for a group that lost its driver before. All of them
// are what any user may do, and no reason to warn.

@@
expression kvf;
@@
-WARN_ON_ONCE(!kvf->iommu_group)
+!kvf->iommu_group
