// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.memory_replaced
// Reason: isolation; what is different for each was moved to where it runs once
//
// The host takes away memory that two slots of a VM show: where it begins is worked out for the
// first slot alone, and of the second one a range with this begin and its own end is unmapped. The
// guest keeps a page there that belongs to somebody else by then.

@@
symbol gfn_range, r, true;
expression E;
@@
 __kvm_handle_hva_range(...)
 {
 <...
-gfn_range.start = E;
 gfn_range.end = ...;
 gfn_range.slot = ...;
 if (!r.found_memslot) {
+	gfn_range.start = E;
 	r.found_memslot = true;
 	...
 }
 ...>
 }
