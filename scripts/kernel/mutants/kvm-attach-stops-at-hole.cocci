// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.second_window_alone
// Reason: leaving a loop too early
//
// A table cannot be tied to the second window when the first one has been removed.

@@
symbol tbltmp;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
 if (!tbltmp || !tbltmp->it_userspace)
-	continue;
+	break;
 ...>
 }
