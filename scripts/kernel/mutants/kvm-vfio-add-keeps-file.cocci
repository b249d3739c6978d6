// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: holding.second_open attach.twice
// Reason: missing put; of the reference that the lookup of the fd has
//
// GROUP_ADD does not put the file that it looked up: the group stays open for ever.

@@
symbol filp;
@@
 kvm_vfio_file_add(...)
 {
 ...
-fput(filp);
 ...
 }
