// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: attach.shared_table hcall.two_groups_one_table
// Reason: missing get, of a count that is taken for each group
//
// A second group that is tied to the same hardware table looks at the tie's count and does not
// take it: the first GROUP_DEL unties both.

@@
symbol stit;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-kref_get_unless_zero(&stit->kref)
+kref_read(&stit->kref)
 ...>
 }
