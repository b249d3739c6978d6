// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Test: race.h_put_first.h_put_first
// Reason: isolation; published before it is complete
//
// A new page of the guest's table is cleared when it is in the table already. Another vCPU that
// finds it there meanwhile reads what its last owner has left in it, or puts a TCE that is cleared
// away.

@@
symbol page, stt, sttpage;
@@
 kvm_spapr_get_tce_page(...)
 {
 <...
-page = alloc_page(GFP_KERNEL | __GFP_ZERO);
+page = alloc_page(GFP_KERNEL);
 ...
-if (page)
-	stt->pages[sttpage] = page;
+if (page) {
+	stt->pages[sttpage] = page;
+	clear_page(page_address(page));
+}
 ...>
 }
