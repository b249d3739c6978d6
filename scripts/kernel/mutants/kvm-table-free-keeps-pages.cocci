// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.pages
// Reason: memory that is not freed with what it belongs to
//
// A table is freed without the pages that its entries are in.

@@
@@
 release_spapr_tce_table(...)
 {
 <...
-__free_page(...);
+cond_resched();
 ...>
 }
