// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.small
// Reason: off by one
//
// A table whose entries do not fill a page has no room for the page.

@@
expression bytes;
@@
 kvmppc_tce_pages(...)
 {
 <...
-ALIGN(bytes, PAGE_SIZE) / PAGE_SIZE
+bytes / PAGE_SIZE
 ...>
 }
