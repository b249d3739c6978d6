// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.wrong_fd
// Reason: missing put, of what is only taken if threads share their files
//
// SET_SPAPR_TCE of a process with threads keeps the group's file open for ever.

@@
symbol f;
@@
 kvm_vfio_file_set_spapr_tce(...)
 {
 <...
-fdput(f);
 ...>
 }
