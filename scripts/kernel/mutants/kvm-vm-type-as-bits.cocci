// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/powerpc.c
// Kind: deterministic
// Test: guest.vm_types
// Reason: wrong check; a number is taken for a set of flags
//
// The type of a VM is looked at as if each of its bits said something: of a type that there is not,
// such as 3, a VM is made, where the caller should learn that it is not known.

@@
identifier kvm, t;
@@
 kvm_arch_init_vm(struct kvm *kvm, unsigned long t)
 {
 <...
-t == KVM_VM_PPC_HV
+t & KVM_VM_PPC_HV
 ...>
 }
