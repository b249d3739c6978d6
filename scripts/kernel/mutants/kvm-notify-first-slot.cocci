// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.memory_replaced
// Reason: one of a list
//
// Host memory that lies in two slots of a guest is taken from it in one of them when it goes: in
// the other one the guest goes on to read and write what was there before.

@@
symbol r, range, kvm, gfn_range;
@@
 __kvm_handle_hva_range(...)
 {
 <...
 r.ret |= range->handler(kvm, &gfn_range);
+break;
 ...>
 }
