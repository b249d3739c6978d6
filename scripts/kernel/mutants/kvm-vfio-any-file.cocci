// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.wrong_fd
// Reason: a check left out
//
// GROUP_ADD takes any file.

@@
@@
 kvm_vfio_file_add(...)
 {
 <...
-!kvm_vfio_file_is_valid(...)
+0
 ...>
 }
