// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: holding.eeh
// Reason: a bounds check that is off by one
//
// A request to the error handling of the hardware that is exactly as long as it has to be is
// refused as too short.

@@
symbol op, minsz;
@@
 vfio_spapr_ioctl_eeh_pe_op(...)
 {
 <...
-op.argsz < minsz || op.flags
+op.argsz <= minsz || op.flags
 ...>
 }
