// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.interrupted
// Reason: state; a flag that is reset in a second place, which looked like the only one
//
// A hypercall that the kernel has done is still taken for one that user space does: when a signal
// interrupts KVM_RUN
// behind it, the next KVM_RUN overwrites r3 to r12 of the guest with what is in the run page.

@@
expression ret;
@@
 WARN_ON_ONCE(ret == H_TOO_HARD);
 kvmppc_set_gpr(vcpu, 3, ret);
-vcpu->arch.hcall_needed = 0;
 return RESUME_GUEST;
