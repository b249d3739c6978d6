// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: sequence.saved.removed_default_window
// Reason: check; a condition too few
//
// A group that joins brings back the default window that the container's owner has removed.

@@
symbol container;
@@
 tce_iommu_attach_group(...)
 {
 ...
 if (
-!tce_groups_attached(container) &&
 !container->tables[0])
   container->def_window_pending = true;
 ...
 }
