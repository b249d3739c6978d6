// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.logged
// Reason: dirty bit lost; one of several vCPUs is looked at
//
// For every vCPU it is the first one's VPA (the area that a vCPU shares with the host) that is
// looked at for whether the host has written to it. The pages with the VPAs of the others are not
// in the log.

@@
symbol vcpu, kvm, memslot, buf;
@@
 kvm_vm_ioctl_get_dirty_log_hv(...)
 {
 <...
 kvmppc_harvest_vpa_dirty(
-	&vcpu->arch.vpa
+	&kvm_get_vcpu(kvm, 0)->arch.vpa
 	, memslot, buf);
 ...>
 }
