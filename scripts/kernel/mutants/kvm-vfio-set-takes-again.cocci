// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.hotplug
// Reason: a get too many; of the IOMMU group
//
// Each SET_SPAPR_TCE of a group takes the IOMMU group again, and it is put once.

@@
symbol kvf;
@@
 kvm_vfio_file_set_spapr_tce(...)
 {
 <...
-if (!kvf->iommu_group)
+if (true)
 { ... }
 ...>
 }
