// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: teardown.objects
// Reason: a missing put, on a path that is taken when things change hands
//
// A vCPU that is run by another thread than before forgets the former one's struct pid without a
// put: it stays for ever.

@@
symbol oldpid;
@@
 kvm_vcpu_ioctl(...)
 {
 <...
 if (oldpid)
 	synchronize_rcu();
-put_pid(oldpid);
 ...>
 }
