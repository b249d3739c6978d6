// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.not_added
// Reason: return code; what is not found is taken for nothing to do
//
// SET_SPAPR_TCE of a group that KVM does not hold answers that it is done: user space takes the
// group's table for driven by the guest, and no TCE ever comes to it.

@@
symbol ret;
@@
 kvm_vfio_file_set_spapr_tce(...)
 {
 ...
 ret =
-	-ENOENT
+	0
	;
 ...
 }
