// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.slot_gone
// Reason: lifetime; what is allocated anew was there already
// Spatch: --no-includes
//
// A memory slot that is moved gets a new reverse map of its pages, and the one
// that it had is never freed.

@@
@@
 kvmppc_core_prepare_memory_region_hv(...)
 {
-if (change == KVM_MR_CREATE)
+if (change == KVM_MR_CREATE || change == KVM_MR_MOVE)
 	{ ... }
 else if (...)
 	{ ... }
 ...
 }
