// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.hotplug
// Reason: missing put; of the IOMMU group
//
// KVM lets go of a group without a put of the IOMMU group: it outlives its devices.

@@
symbol kvf;
@@
 kvm_spapr_tce_release_vfio_group(...)
 {
 ...
-iommu_group_put(kvf->iommu_group);
 ...
 }
