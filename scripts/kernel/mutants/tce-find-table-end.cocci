// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: window.default_size
// Reason: bounds; an off by one at the end of a range
//
// The I/O address just behind a window counts as one in it: who asks for the
// window there to be removed loses the one before.

@@
@@
 tce_iommu_find_table(...)
 {
 <+...
-(start <= entry) && (entry < end)
+(start <= entry) && (entry <= end)
 ...+>
 }
