// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.wrong_fd
// Reason: missing put on an error path
//
// GROUP_ADD of a file that is no group's is refused, and the file stays open for ever.

@@
symbol filp, ret, kv;
identifier out_fput;
@@
 kvm_vfio_file_add(...)
 {
 <...
 mutex_unlock(&kv->lock);
+fput(filp);
 out_fput:
-fput(filp);
 return ret;
 ...>
 }
