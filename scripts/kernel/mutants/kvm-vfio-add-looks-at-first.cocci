// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.two_containers
// Reason: isolation; a list is taken for the one entry that it mostly has
//
// Whether KVM has a group already is found out by a look at the group that was added first: another
// one can be added twice, and is still there when it has been removed.

@@
symbol kvf, filp, ret, out_unlock;
@@
 kvm_vfio_file_add(...)
 {
 <...
 if (kvf->file == filp) {
 	ret = -EEXIST;
 	goto out_unlock;
 }
+break;
 ...>
 }
