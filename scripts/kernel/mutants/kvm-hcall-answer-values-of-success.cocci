// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/powerpc.c
// Kind: deterministic
// Test: guest.hcall_left
// Reason: a wrong answer; most hypercalls return values only with success, but not all do
//
// The values that user space answers a hypercall with come to the guest only if the return code is
// that of success: with any other the guest finds its own arguments, also where PAPR has the values
// say how far the call has come.

@@
symbol i, run, vcpu;
statement S;
@@
 kvm_arch_vcpu_ioctl_run(...)
 {
 <...
 kvmppc_set_gpr(vcpu, 3, run->papr_hcall.ret);
 for (i = 0;
-	i < 9
+	i < (run->papr_hcall.ret ? 0 : 9)
	; ++i)
 	S
 ...>
 }
