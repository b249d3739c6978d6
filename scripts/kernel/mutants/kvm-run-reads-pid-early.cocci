// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: race
// Test: race.vcpu_share.vcpu_share
// Reason: locking; a pointer read before the lock
//
// KVM_RUN looks before it takes the vCPU's lock who has run it last: of two threads that run it at
// the same time each lets go of the struct pid of the one before them.

@@
symbol vcpu, oldpid, r;
@@
 kvm_vcpu_ioctl(...)
 {
 ...
+struct pid *early_pid = rcu_access_pointer(vcpu->pid);
 if (mutex_lock_killable(&vcpu->mutex))
 	return -EINTR;
 <...
-oldpid = rcu_access_pointer(vcpu->pid);
+oldpid = early_pid;
 ...>
 }
