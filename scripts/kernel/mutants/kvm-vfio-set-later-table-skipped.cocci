// SPDX-License-Identifier: GPL-2.0-only
// Files: virt/kvm/vfio.c
// Kind: deterministic
// Test: attach.mismatch
// Reason: an optimisation that is wrong when it is another table, or when the first was refused
//
// SET_SPAPR_TCE of a group that has been asked for before succeeds at once, and does nothing:
// neither is a second table tied, nor the right one after a wrong one was refused.

@@
symbol kvf, ret, f;
@@
 kvm_vfio_file_set_spapr_tce(...)
 {
 <...
 if (kvf->file != fd_file(f))
 	continue;
+if (kvf->iommu_group) {
+	ret = 0;
+	break;
+}
 ...>
 }
