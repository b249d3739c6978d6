// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: attach.shared_table_closed
// Reason: missing put; the loop in kvm_spapr_tce_release() is there for this
//
// The close of the guest's table drops one count of each tie, not all of them: with two groups
// behind one hardware table the tie, and with it the hardware table, is lost.

@@
symbol stit;
@@
 kvm_spapr_tce_release(...)
 {
 <...
-while (1) {
-	if (kref_put(&stit->kref, kvm_spapr_tce_liobn_put))
-		break;
-}
+kref_put(&stit->kref, kvm_spapr_tce_liobn_put);
 ...>
 }
