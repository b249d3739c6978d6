// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: dma.after_unset_container holding.unset_container teardown.exit
// Reason: no TCE clear on the way out
//
// A group leaves its container with its TCEs set: what they point to stays in use for ever.

@@
identifier f = {tce_iommu_release_ownership, tce_iommu_release_ownership_ddw};
@@
 f(...)
 {
 <...
-tce_iommu_clear(...);
 ...>
 }
