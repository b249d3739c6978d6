// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.clears_where_its_group_has_left
// Reason: a check left out: whose table it is
//
// H_STUFF_TCE clears the hardware's table though the group that was tied to it has left the
// container: the table is that of the other groups there.

@@
symbol stit;
@@
 kvmppc_h_stuff_tce(...)
 {
 <...
-if (!kvm_spapr_tce_is_member(stit))
-	continue;
 ...>
 }
