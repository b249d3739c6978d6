// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: teardown.objects
// Reason: missing free; of 32 bytes
//
// GROUP_DEL takes the group off the list and does not free what it was there.

@@
identifier f = {kvm_vfio_file_del, kvm_vfio_file_free};
symbol kvf;
@@
 f(...)
 {
 <...
-kfree(kvf);
 ...>
 }
