// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: hcall.tied_again
// Reason: isolation; a loop that stops where it should go on
//
// GROUP_DEL looks for the group's ties as far as the first hardware table that the group is not
// tied to. Behind one that another group was tied to later, the group's own tie stays.

@@
symbol tie;
@@
 kvm_spapr_tce_release_iommu_group(...)
 {
 <...
 if (!tie)
-	continue;
+	break;
 ...>
 }
