// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.registered_again_after_it_outlived
// Reason: accounting; what is found is initialised like what is new
//
// Memory that has outlived its container starts anew when it is registered again: its mappings are
// forgotten. It can be unregistered, and is given back, while a device still reaches it.

@@
symbol mem, mm_iommu_nr_abandoned;
@@
 mm_iommu_get(...)
 {
 <...
-	if (!mem->used)
+	if (!mem->used) {
 		atomic_dec(&mm_iommu_nr_abandoned);
+		atomic64_set(&mem->mapped, 1);
+	}
 ...>
 }
