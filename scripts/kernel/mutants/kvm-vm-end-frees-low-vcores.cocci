// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: teardown.objects_of_vm
// Reason: lifetime; a count is taken for the end of what may have holes
// Spatch: --no-includes
//
// A VM that ends frees as many cores as it has, counted from the first: when the
// numbers of its vCPUs do not begin at 0, or have holes, the upper ones stay.

@@
expression i;
@@
 kvmppc_free_vcores(...)
 {
 ...
 for (i = 0;
-	i < KVM_MAX_VCORES
+	i < kvm->arch.online_vcores
 	; ++i)
 	kfree(kvm->arch.vcores[i]);
 ...
 }
