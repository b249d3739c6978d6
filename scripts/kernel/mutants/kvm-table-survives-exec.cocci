// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: holding.exec
// Reason: lifetime; a descriptor that nobody closes
//
// A table's descriptor goes on to the program that the process executes, and so do table and VM.

@@
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 <+...
-O_RDWR | O_CLOEXEC
+O_RDWR
 ...+>
 }
