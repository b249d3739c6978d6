// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.twice steps.twice
// Reason: a check left out
//
// A group can be added twice.

@@
symbol kvf, filp;
@@
 kvm_vfio_file_add(...)
 {
 <...
-kvf->file == filp
+kvf->file == NULL
 ...>
 }
