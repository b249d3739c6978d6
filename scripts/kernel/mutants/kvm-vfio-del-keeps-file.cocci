// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.twice holding.second_open dma.after_group_del
// Reason: missing put
//
// GROUP_DEL forgets the group's file without a put: the group stays open for ever.

@@
identifier f = {kvm_vfio_file_del, kvm_vfio_file_free};
symbol kvf;
@@
 f(...)
 {
 <...
-fput(kvf->file);
 ...>
 }
