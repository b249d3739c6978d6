// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.vpa_written
// Reason: state; an area that is set is taken for none until it is in use
//
// User space cannot set an SLB shadow before the vCPU has run once with its virtual processor area:
// a guest that comes from another host, whose vCPUs have not run yet, cannot be set up.

@@
symbol addr, vcpu;
@@
 kvmppc_set_one_reg_hv(...)
 {
 <...
-if (addr && !vcpu->arch.vpa.next_gpa)
+if (addr && !vcpu->arch.vpa.pinned_addr)
 	break;
 r = set_vpa(vcpu, &vcpu->arch.slb_shadow, ...);
 ...>
 }
