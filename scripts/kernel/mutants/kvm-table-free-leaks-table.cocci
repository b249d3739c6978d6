// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: teardown.objects
// Reason: leak
//
// A table is not freed, but for its pages.

@@
symbol stt;
@@
 release_spapr_tce_table(...)
 {
 ...
-kfree(stt);
 }
