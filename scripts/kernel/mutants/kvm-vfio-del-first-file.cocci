// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: hcall.two_containers attach.twice
// Reason: wrong list handling
//
// GROUP_DEL takes the first group off the list, whichever it was asked to.

@@
symbol kvf, f;
@@
 kvm_vfio_file_del(...)
 {
 <...
-kvf->file != fd_file(f)
+kvf->file == NULL
 ...>
 }
