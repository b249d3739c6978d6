// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: hcall.two_containers attach.not_added
// Reason: wrong list handling
//
// SET_SPAPR_TCE ties the first group of the list, whichever it was asked to.

@@
symbol kvf, f;
@@
 kvm_vfio_file_set_spapr_tce(...)
 {
 <...
-kvf->file != fd_file(f)
+kvf->file == NULL
 ...>
 }
