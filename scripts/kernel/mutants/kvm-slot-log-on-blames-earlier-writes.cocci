// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.logged
// Reason: dirty bits too many; the slot as it will be where the one that was is meant
//
// When the log of dirty pages is switched on, what is mapped for the guest is taken off it on
// behalf of the slot that has its log already: what the guest wrote before goes into it, and the
// first log has pages that nobody has written to since.

@@
symbol kvm, old, new;
@@
 kvmppc_core_commit_memory_region_hv(...)
 {
 <...
 kvmppc_radix_flush_memslot(kvm,
-	old
+	new
 	);
 ...>
 }
