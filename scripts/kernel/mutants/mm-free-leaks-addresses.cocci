// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.register teardown.objects
// Reason: leak
//
// The host addresses of registered memory are not freed with it.

@@
symbol mem, hpas;
@@
 mm_iommu_do_free(...)
 {
 ...
-vfree(mem->hpas);
 ...
 }
