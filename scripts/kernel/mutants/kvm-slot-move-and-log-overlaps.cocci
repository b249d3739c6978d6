// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: isolation; a change that does two things at once is taken for one of them
//
// Whether the flags of a memory slot change is asked before whether it moves: what does both counts
// as a change of the flags, and the slot may be moved over another one.

@@
symbol mem, old, base_gfn, change;
@@
 __kvm_set_memory_region(...)
 {
 <...
 if (
-	base_gfn != old->base_gfn
+	mem->flags != old->flags
 )
	change =
-	KVM_MR_MOVE
+	KVM_MR_FLAGS_ONLY
	;
 else if (
-	mem->flags != old->flags
+	base_gfn != old->base_gfn
 )
	change =
-	KVM_MR_FLAGS_ONLY
+	KVM_MR_MOVE
	;
 else
	return 0;
 ...>
 }
