// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.h_put_stay.unregister
// Reason: isolation; time of check, time of use: a count that is looked at, then raised
//
// Whether memory may still be mapped is looked at first, and that it is mapped is counted after
// that. If it is unregistered in between, it is mapped all the same, and the device goes on to
// reach it when it is freed.

@@
symbol mem;
@@
 mm_iommu_mapped_inc(...)
 {
 ...
-if (atomic64_inc_not_zero(&mem->mapped))
-	return 0;
+if (atomic64_read(&mem->mapped)) {
+	atomic64_inc(&mem->mapped);
+	return 0;
+}
 ...
 }
