// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Spatch: --no-includes
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.registered_twice_beside_one_that_outlives
// Reason: accounting; a condition that is true too often
//
// A block that is mapped when another container registers it, too, counts as
// one that was abandoned and has a user again. The number of abandoned blocks
// is then one too low: nobody looks for the next one that is abandoned, which
// stays pinned and locked when its last mapping goes.

@@
identifier mem;
@@
-if (!mem->used)
+if (atomic64_read(&mem->mapped) > 1)
	atomic_dec(&mm_iommu_nr_abandoned);
