// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/powerpc.c
// Kind: deterministic
// Test: hcall.not_enabled
// Reason: wrong type; the lower half of an argument of 64 bits
//
// Whether a hypercall is to be switched on or off is looked at in the lower half of the argument:
// what is neither, with bits above that, is not refused and switches it on.

@@
typedef u32;
expression E;
symbol cap;
@@
 kvm_vm_ioctl_enable_cap(...)
 {
 <...
-E || cap->args[1] > 1
+E || (u32)cap->args[1] > 1
 ...>
 }
