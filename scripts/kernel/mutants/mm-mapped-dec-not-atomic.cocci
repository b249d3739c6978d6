// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: race
// Test: race.unmap.unmap_elsewhere
// Reason: accounting; a count that is read and set, not changed
//
// How often memory is mapped is counted down in two steps. Two containers that unmap the same
// memory at once, each with its own lock, count one for both, and it is in use for ever.

@@
symbol mem;
@@
 mm_iommu_mapped_dec(...)
 {
 ...
-atomic64_add_unless(&mem->mapped, -1, 1);
+s64 mapped = atomic64_read(&mem->mapped);
+
+if (mapped > 1)
+	atomic64_set(&mem->mapped, mapped - 1);
 ...
 }
