// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.limits
// Reason: accounting; a number of pages in an int
// Spatch: --no-includes
//
// How many pages a guest's table has is reckoned from the lower half of the
// number of its entries: a table of 2^32 entries or more has too little room for
// its pages and is counted as locked memory in part; the guest, for which the
// full size holds, reads and writes behind it.

@@
identifier n;
@@
 kvmppc_tce_pages(
-	unsigned long n
+	unsigned int n
 )
 { ... }
