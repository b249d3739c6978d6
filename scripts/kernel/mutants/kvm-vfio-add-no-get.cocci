// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.once
// Reason: missing get; with the file alone held since 5.19 nothing else keeps the group
//
// KVM keeps a pointer to the group's file without a reference of its own, and puts one when it
// lets go.

@@
symbol kvf, filp;
@@
 kvm_vfio_file_add(...)
 {
 <...
-kvf->file = get_file(filp);
+kvf->file = filp;
 ...>
 }
