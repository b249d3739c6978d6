// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.tie_ends_after_leaving
// Reason: isolation; a check that belongs to the hypercalls, in a clean-up
//
// GROUP_DEL leaves the tie of a group that has left its container, as the hypercalls do not use
// such a tie: it keeps the
// hardware's table, the guest's hypercalls go to user space, and when the group joins again, the
// guest drives it.

@@
@@
 kvm_spapr_tce_release_iommu_group(...)
 {
 <...
-if (!tie)
+if (!tie || !kvm_spapr_tce_is_member(stit))
 	continue;
 ...>
 }
