// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: teardown.objects_of_vm
// Reason: lifetime; a put that an error path has lost
// Spatch: --no-includes
//
// A VM that cannot be made, because nobody knows its type, keeps the mm of who
// has asked for it: the process leaves its mm_struct and its page directory
// behind when it ends.

@@
@@
 kvm_create_vm(...)
 {
 <+...
 kvm_arch_free_vm(kvm);
-mmdrop(current->mm);
 return ERR_PTR(r);
 ...+>
 }
