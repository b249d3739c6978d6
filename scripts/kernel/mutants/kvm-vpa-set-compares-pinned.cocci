// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.vpa_written
// Reason: state; what is in use is taken for what was asked for last
//
// Whether an area that user space sets is another one is found out by the one that is in use, and
// not by the one that was set last: who sets another one and then the first one again, before the
// vCPU has run, gets the other one.

@@
symbol v, addr;
@@
 set_vpa(...)
 {
 <...
-v->next_gpa != addr
+v->gpa != addr
 ...>
 }
