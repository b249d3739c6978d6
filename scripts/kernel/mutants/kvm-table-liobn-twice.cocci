// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.liobn_twice
// Reason: a check left out
//
// Two tables of a VM may have the same LIOBN.

@@
symbol ret;
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 <...
-ret = -EBUSY;
-break;
+break;
 ...>
 }
