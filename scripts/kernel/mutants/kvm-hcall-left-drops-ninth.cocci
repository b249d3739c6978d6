// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.hcall_left
// Reason: off by one; R4 to R12 are nine, not eight
//
// A hypercall comes to user space with eight of its arguments. In place of the ninth is what was
// there at the call before.

@@
symbol i, run, vcpu;
@@
 kvmppc_handle_exit_hv(...)
 {
 <...
 for (i = 0;
-	i < 9
+	i < 8
	; ++i)
 	run->papr_hcall.args[i] = kvmppc_get_gpr(vcpu, 4 + i);
 ...>
 }
