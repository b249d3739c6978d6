// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/powerpc.c
// Kind: deterministic
// Test: guest.capabilities
// Reason: a wrong answer; asked of the system it is what every VM has
//
// Whether there is H_PUT_TCE_INDIRECT and H_STUFF_TCE is answered with yes to a VM only. Who asks
// /dev/kvm, before there is one, is told that there is not.

@@
symbol r, kvm, ext;
@@
 kvm_vm_ioctl_check_extension(...)
 {
 <...
 switch (ext) {
 case KVM_CAP_SPAPR_MULTITCE:
-	r = 1;
+	r = !!kvm;
 	break;
 }
 ...>
 }
