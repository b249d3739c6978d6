// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Needs: fixes
// Test: guest.no_fd_left
// Reason: accounting; a count that seems to be of no use on POWER9
// Spatch: --no-includes
//
// A vCPU that found no number for its file, and is freed, still counts as the
// one of its core: a vCPU with its number can never be made again.

@@
@@
 kvmppc_core_vcpu_free_hv(...)
 {
 ...
+if (!cpu_has_feature(CPU_FTR_ARCH_300)) {
 spin_lock(&vcore->lock);
 vcore->num_threads--;
 spin_unlock(&vcore->lock);
+}
 ...
 }
