// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_mmu_radix.c
// Kind: race
// Test: race.dirty_log.store
// Reason: a check before the lock, and no second one
//
// Whether a page is dirty is what its entry said before the lock, and the entry is made clean in
// any case: what the guest stores in between is in no log.

@@
symbol pte, ret;
@@
 kvm_radix_test_clear_dirty(...)
 {
 ...
-if (pte_present(pte) && pte_dirty(pte)) {
+if (pte_present(pte)) {
 ...
-ret = 1;
+ret = pte_dirty(pte);
 ...
 }
 ...
 }
