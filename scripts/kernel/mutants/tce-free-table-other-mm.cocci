// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --no-includes
// Kind: deterministic
// Test: sequence.saved.other_process_has_kvm_vfio teardown.fork
// Reason: accounting; current->mm where the container's mm is meant
//
// The locked memory of a window's table is given back to who removes the window
// or closes the container last, and not to whom it was counted for.

@@
expression pages;
@@
 tce_iommu_free_table(...)
 {
 ...
-account_locked_vm(container->mm, pages, false);
+account_locked_vm(current->mm, pages, false);
 ...
 }
