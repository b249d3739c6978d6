// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: sequence.saved.group_of_another_container_leaves
// Needs: fixes
// Reason: isolation; a loop that stops where it should go on
//
// H_STUFF_TCE does not clear the hardware tables behind one whose group has left its container:
// for the guest the TCEs
// are gone, and the devices of the other groups still reach what they point to.

@@
identifier stit;
@@
 kvmppc_h_stuff_tce(...)
 {
 <...
 if (!kvm_spapr_tce_is_member(stit))
-	continue;
+	break;
 ...>
 }
