// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.two_containers
// Reason: missing get
//
// A second container that registers the same memory finds it and does not take it.

@@
symbol mem;
@@
 mm_iommu_get(...)
 {
 <...
- ++mem->used;
 ...>
 }
