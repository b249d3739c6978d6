// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: a check left out
//
// A slot can be given other memory while it is there. Nothing of the guest's address is unmapped
// for it: the guest goes on in the old memory, while KVM reads TCE lists in the new.

@@
symbol mem, old;
expression e;
@@
 __kvm_set_memory_region(...)
 {
 <+...
-(mem->userspace_addr != old->userspace_addr) || e
+e
 ...+>
 }
