// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.vpa_written
// Reason: a check that forgets one of two
//
// User space can take the virtual processor area away while there is a dispatch trace log, which
// must not be without one; with an SLB shadow it is refused, as it should be.

@@
symbol addr, vcpu;
@@
 kvmppc_set_one_reg_hv(...)
 {
 <...
 if (!addr &&
-	(vcpu->arch.slb_shadow.next_gpa || vcpu->arch.dtl.next_gpa)
+	vcpu->arch.slb_shadow.next_gpa
	)
 	break;
 ...>
 }
