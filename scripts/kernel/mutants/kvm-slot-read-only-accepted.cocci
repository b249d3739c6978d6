// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/kvm_main.c
// Kind: deterministic
// Test: guest.slots
// Reason: check; what the interface knows is taken for what the architecture can
//
// A memory slot that is to be read-only is made, and not refused, on an architecture that has no
// such slots.

@@
identifier valid_flags;
@@
 check_memory_region_flags(...)
 {
 ...
-u32 valid_flags = KVM_MEM_LOG_DIRTY_PAGES;
+u32 valid_flags = KVM_SET_USER_MEMORY_REGION_V1_FLAGS;
 ...
 }
