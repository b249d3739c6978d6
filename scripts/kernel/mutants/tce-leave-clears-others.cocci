// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.one_of_two_groups_leaves
// Reason: check; a condition too few
//
// The first group that leaves a container takes away the mappings of those that stay.

@@
expression list es;
symbol container;
@@
 tce_iommu_release_ownership(...)
 {
 <+...
-if (!tce_groups_attached(container))
 tce_iommu_clear(es);
 ...+>
 }
