// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.two_blocks_outlive_their_container sequence.saved.memory_outlives_its_container
// Reason: accounting; wrong lookup
//
// What is unmapped after the container that registered it has gone stays counted as mapped, so
// that the memory is never freed.

@@
expression list es;
@@
 tce_iommu_unuse_page_v2(...)
 {
 <+...
-mm_iommu_lookup(es)
+mm_iommu_lookup_registered(es)
 ...+>
 }
