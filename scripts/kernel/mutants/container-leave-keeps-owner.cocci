// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/container.c
// Kind: deterministic
// Test: steps.twice dma.after_unset_container attach.once
// Reason: missing put; of the claim to the group's DMA
//
// A group that leaves a container stays claimed: it can be in no other.

@@
@@
 vfio_group_detach_container(...)
 {
 <...
-iommu_group_release_dma_owner(...);
+cond_resched();
 ...>
 }
