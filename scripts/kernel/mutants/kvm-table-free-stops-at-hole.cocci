// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.pages
// Reason: leak; a loop that ends too early
//
// The pages of a table are freed up to the first one that was never put to use. Of a table whose
// guest has begun behind its first page nothing is freed.

@@
symbol stt, i;
@@
 release_spapr_tce_table(...)
 {
 <...
-if (stt->pages[i])
-	__free_page(stt->pages[i]);
+if (!stt->pages[i])
+	break;
+__free_page(stt->pages[i]);
 ...>
 }
