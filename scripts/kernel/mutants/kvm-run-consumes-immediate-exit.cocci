// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.immediate_exit
// Reason: state; a flag of user space that the kernel resets once it has seen it
//
// KVM_RUN takes immediate_exit back when it has read it. User space, which did not, believes that
// it is still set: its next KVM_RUN enters the guest instead of coming back at once.

@@
symbol vcpu, run, immediate_exit__unsafe;
@@
 kvm_vcpu_ioctl(...)
 {
 <...
 vcpu->wants_to_run =
-	!READ_ONCE(vcpu->run->immediate_exit__unsafe)
+	!xchg(&vcpu->run->immediate_exit__unsafe, 0)
	;
 ...>
 }
