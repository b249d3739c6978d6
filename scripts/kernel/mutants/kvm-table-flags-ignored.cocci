// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/powerpc.c
// Kind: deterministic
// Test: table.limits
// Reason: flags ignored
//
// KVM_CREATE_SPAPR_TCE_64 takes flags that nobody knows.

@@
symbol create_tce_64;
@@
-if (create_tce_64.flags) { ... }
