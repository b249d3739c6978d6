// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.hypercalls_in_kernel
// Reason: dispatch; all hypercalls have multiples of 4 for numbers, but a guest may use any
//
// The two lowest bits of the number of a hypercall are dropped: what is no hypercall, such as one
// above H_PUT_TCE, is done as the one below it and does not get to user space.

@@
symbol req;
@@
 kvmppc_pseries_do_hcall(...)
 {
 ...
 if (req <= MAX_HCALL_OPCODE && ...)
	return RESUME_HOST;
+req &= ~3UL;
 ...
 }
