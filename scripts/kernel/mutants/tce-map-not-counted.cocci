// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.unregister_mapped
// Reason: missing get; preregistered memory can be let go while it is mapped
//
// What user space maps does not count as a use of registered memory.

@@
symbol ret, mem;
@@
 tce_iommu_build_v2(...)
 {
 <...
(
-if (mm_iommu_mapped_inc(mem))
+if (0)
 	break;
|
-ret = mm_iommu_mapped_inc(mem);
+ret = 0;
)
 ...>
 }
