// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: race
// Test: race.vcpu_claim.vcpu_claim
// Reason: a lock dropped in the midst, so that it is not held over an allocation
//
// Who makes a vCPU lets go of the VM's lock while its virtual core is allocated, which has been
// found not to be there: two of them make the one core, and the first of the two is lost.

@@
symbol kvm, vcore;
@@
 kvmppc_core_vcpu_create_hv(...)
 {
 <...
+mutex_unlock(&kvm->lock);
 vcore = kvmppc_vcore_create(...);
+mutex_lock(&kvm->lock);
 ...>
 }
