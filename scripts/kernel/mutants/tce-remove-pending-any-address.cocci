// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --no-includes
// Kind: deterministic
// Test: sequence.saved.removal_of_no_window
// Reason: return code and state; a check that looked superfluous
//
// As long as a container has only the default window that is yet to be made,
// VFIO_IOMMU_SPAPR_TCE_REMOVE of any address succeeds and does away with that.

@@
expression remove;
@@
 tce_iommu_ioctl(...)
 {
 <...
-if (container->def_window_pending && !remove.start_addr) {
+if (container->def_window_pending) {
 ...
 }
 ...>
 }
