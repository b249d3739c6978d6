// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.device_file
// Reason: an entry of a list recognised by what is the same for all of them
//
// Whether KVM has a file already is found out by its inode, which all files of VFIO devices share:
// the second device of a VM is refused as if it were the first one once more.

@@
symbol kvf, filp;
@@
 kvm_vfio_file_add(...)
 {
 <...
-kvf->file == filp
+file_inode(kvf->file) == file_inode(filp)
 ...>
 }
