// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.h_put.unregister race.map.unregister race.h_put_indirect.unregister
// Reason: a count that rises from 0: a mapping of memory that is on its way out
//
// A mapping takes memory whose last reference is gone.

@@
symbol mem;
@@
 mm_iommu_mapped_inc(...)
 {
 ...
-if (atomic64_inc_not_zero(&mem->mapped))
-	return 0;
+atomic64_inc(&mem->mapped);
+return 0;
 ...
 }
