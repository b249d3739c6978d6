// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.liobn_twice
// Reason: isolation; a list is taken for the one entry that it mostly has
//
// Whether a VM has a table of the same LIOBN already is found out by a look at the table that it
// got last: the LIOBN of an earlier one can be had a second time.

@@
symbol siter, args, ret;
@@
 kvm_vm_ioctl_create_spapr_tce(...)
 {
 <...
 if (siter->liobn == args->liobn) {
 	ret = -EBUSY;
 	break;
 }
+break;
 ...>
 }
