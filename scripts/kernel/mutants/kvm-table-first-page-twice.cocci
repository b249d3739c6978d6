// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Needs: fixes
// Test: race.h_put_first.h_put_first
// Reason: lifetime; the second look under the lock was taken for a repetition of the first
//
// Two who need the same page of the guest's table for the first time (two vCPUs, or a vCPU and who
// has mapped the
// table) make one each: the second takes the place of the first, whose TCEs are lost from the
// guest's view, and which nobody frees.

@@
@@
 kvm_spapr_get_tce_page(...)
 {
 ...
 mutex_lock(&stt->alloc_lock);
-page = stt->pages[sttpage];
-if (!page) {
 	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
 	if (page)
 		stt->pages[sttpage] = page;
-}
 mutex_unlock(&stt->alloc_lock);
 ...
 }
