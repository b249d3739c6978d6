// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.unknown_liobn
// Reason: wrong lookup
//
// Of a LIOBN the lower half is looked at.

@@
symbol stt, liobn;
@@
 kvmppc_find_table(...)
 {
 <...
-stt->liobn == liobn
+!((stt->liobn ^ liobn) << 32)
 ...>
 }
