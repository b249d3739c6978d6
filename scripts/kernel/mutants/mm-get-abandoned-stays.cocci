// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.registered_again_after_it_outlived
// Reason: missing get; of what nobody had any more
//
// Memory that has outlived its container is found when it is registered again, and handed out, but
// still counts as nobody's: it goes with its last mapping all the same, under the container that
// has it now.

@@
symbol mem, mm_iommu_nr_abandoned;
@@
 mm_iommu_get(...)
 {
 <...
-	if (!mem->used)
-		atomic_dec(&mm_iommu_nr_abandoned);
-	++mem->used;
+	if (mem->used)
+		++mem->used;
 ...>
 }
