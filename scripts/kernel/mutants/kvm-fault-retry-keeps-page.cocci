// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_mmu_radix.c
// Kind: race
// Test: race.discard.touch
// Reason: a lost put on an odd path
//
// A page that the guest touches while the host unmaps something of its memory, so that the guest has to try again, keeps the
// reference that was taken to it: when it is unmapped it is never freed.

@@
symbol pte, page;
@@
 kvmppc_book3s_instantiate_page(...)
 {
 <...
 if (!pte_present(pte)) {
-	if (page)
-		put_page(page);
 	return RESUME_GUEST;
 }
 ...>
 }
