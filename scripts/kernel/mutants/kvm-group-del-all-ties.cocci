// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: hcall.two_groups_one_table attach.shared_table
// Reason: the wrong one is let go
//
// GROUP_DEL unties whatever group is tied to the table, not the one that it is asked to.

@@
symbol tie, grp;
@@
 kvm_spapr_tce_find_tie(...)
 {
 <...
-tie->grp == grp
+tie->grp
 ...>
 }
