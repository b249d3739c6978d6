// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: attach.other_vm attach.wrong_fd
// Reason: a check left out: whose table it is
//
// SET_SPAPR_TCE believes the fd it is given: a table that the VM does not have, or a file that is
// none.

@@
symbol stt, found;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 ...
-if (!found)
-	return -EINVAL;
+if (!found)
+	stt = fd_file(f)->private_data;
 ...
 }
