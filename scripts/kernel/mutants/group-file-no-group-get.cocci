// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/group.c
// Kind: deterministic
// Test: attach.twice attach.once steps.attach_twice
// Reason: missing get
//
// KVM gets the IOMMU group of a file without the reference that it puts.

@@
@@
 vfio_file_iommu_group(...)
 {
 <...
-iommu_group_ref_get(...);
 ...>
 }
