// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: memory.requests
// Reason: wrong bounds check; more than the old size is taken for the new one
//
// GET_INFO of whoever leaves room for more than the old struct, and for less than the new one, gets
// the new one: its end is written over what is behind it in the caller's memory.

@@
symbol info, ddwsz, minsz;
@@
 tce_iommu_ioctl(...)
 {
 <...
-info.argsz >= ddwsz
+info.argsz > minsz
 ...>
 }
