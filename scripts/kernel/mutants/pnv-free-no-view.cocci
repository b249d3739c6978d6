// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: attach.shared_table steps.attach_twice
// Reason: missing free
//
// The view of a hardware table for user space is not freed with it.

@@
symbol tbl;
@@
 pnv_pci_ioda2_table_free_pages(...)
 {
 ...
-if (tbl->it_userspace) { ... }
 ...
 }
