// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.two_blocks_outlive_their_container
// Reason: wrong lookup
//
// The guest can make new mappings of memory that no container has registered any more, and which
// only waits for its last mapping to go.

@@
expression mm, ua, size;
@@
-mm_iommu_lookup_registered(mm, ua, size)
+mm_iommu_lookup(mm, ua, size)
