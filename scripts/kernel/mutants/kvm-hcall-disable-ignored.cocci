// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/powerpc.c
// Kind: deterministic
// Test: sequence.saved.hypercalls_off_again
// Reason: dispatch; what user space takes over stays in the kernel
//
// KVM_CAP_PPC_ENABLE_HCALL can hand hypercalls to the kernel and not take them back.

@@
symbol cap, hcall, kvm;
@@
 kvm_vm_ioctl_enable_cap(...)
 {
 <...
 if (cap->args[1])
 	set_bit(hcall / 4, kvm->arch.enabled_hcalls);
-else
-	clear_bit(hcall / 4, kvm->arch.enabled_hcalls);
 ...>
 }
