// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.requests
// Reason: wrong bounds check; what may be longer has to be as long
//
// VFIO_IOMMU_SPAPR_TCE_CREATE takes no argsz but that of the struct which this kernel knows: who
// was built for a newer kernel, with a longer struct, can make no window.

@@
symbol create, argsz, minsz;
@@
 tce_iommu_ioctl(...)
 {
 <...
-create.argsz < minsz
+create.argsz != minsz
 ...>
 }
