// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.vpa
// Reason: missing put; given up is not the only way to go
//
// KVM lets go of the guest's page with a virtual processor area when that is given up, and not when
// another one takes its place: the page of the one before is never free again.

@@
symbol vcpu, old_vpa;
@@
 kvmppc_update_vpas(...)
 {
 <...
 kvmppc_update_vpa(vcpu, &vcpu->arch.vpa, &old_vpa);
-if (old_vpa.pinned_addr) {
+if (old_vpa.pinned_addr && !vcpu->arch.vpa.pinned_addr) {
 ...
 }
 ...>
 }
