// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: attach.no_fd_left
// Reason: a bounds check that is off by one
//
// The last memory slot of a VM cannot be deleted: that all pages go which the VM has is taken for
// more than there are.

@@
symbol kvm, old;
@@
 __kvm_set_memory_region(...)
 {
 <...
-kvm->nr_memslot_pages < old->npages
+kvm->nr_memslot_pages <= old->npages
 ...>
 }
