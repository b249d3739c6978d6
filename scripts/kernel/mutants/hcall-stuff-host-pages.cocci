// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.large_pages
// Reason: wrong page shift
//
// H_STUFF_TCE goes on in the table by pages of the host, not by those of the table.

@@
symbol ioba, stt, page_shift;
@@
 kvmppc_h_stuff_tce(...)
 {
 <+...
-ioba += (1ULL << stt->page_shift)
+ioba += PAGE_SIZE
 ...+>
 }
