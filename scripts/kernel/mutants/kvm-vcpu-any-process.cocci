// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.other_process
// Reason: isolation; a check taken for a repetition (the ioctls of the VM have it, too)
//
// Who has a vCPU by a fork, or was sent it, may run it: the list of H_PUT_TCE_INDIRECT is then read from the memory of the
// process that runs the vCPU, and not from the guest's.

@@
symbol vcpu, current;
@@
 kvm_vcpu_ioctl(...)
 {
 ...
-if (vcpu->kvm->mm != current->mm || vcpu->kvm->vm_dead)
+if (vcpu->kvm->vm_dead)
 	return -EIO;
 ...
 }
