// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.memlock
// Reason: accounting; a list is taken for one entry
//
// The description of a guest's table is counted as locked memory as if it had the address of one
// page of the table, and not of each. A large table takes more memory than is counted for it.

@@
symbol tce_pages;
@@
 kvmppc_stt_pages(...)
 {
 <...
-(tce_pages * sizeof(struct page *))
+sizeof(struct page *)
 ...>
 }
