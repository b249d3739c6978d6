// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.mmap teardown.mmap
// Reason: missing get
//
// A page of the table that is mapped to user space is not taken, but put when it is unmapped.

@@
@@
 kvm_spapr_tce_fault(...)
 {
 ...
-get_page(...);
 ...
 }
