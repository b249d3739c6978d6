// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.problem_state
// Reason: condition turned round; a case that was added to a check, and excludes all others
//
// That a hypercall comes from the guest's user space is looked at only where KVM itself runs under
// another hypervisor, the one case in which it need not be. Any process in a guest can then make
// hypercalls, and change what the device reaches.

@@
expression E;
symbol MSR_PR;
@@
 kvmppc_handle_exit_hv(...)
 {
 <...
-!kvmhv_is_nestedv2() && unlikely(E & MSR_PR)
+kvmhv_is_nestedv2() && unlikely(E & MSR_PR)
 ...>
 }

@@
expression E;
symbol MSR_PR;
@@
 kvmppc_vcpu_run_hv(...)
 {
 <...
-!kvmhv_is_nestedv2() && WARN_ON_ONCE(E & MSR_PR)
+kvmhv_is_nestedv2() && WARN_ON_ONCE(E & MSR_PR)
 ...>
 }
