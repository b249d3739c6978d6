// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Needs: fixes
// Test: attach.no_container
// Reason: isolation; a check that looks superfluous, because the mapping checks for itself
//
// A group that is in no container can be tied: the guest's table is tied to the window that the
// host made for its own
// drivers, and the guest clears entries of that.

@@
struct iommu_table *tbltmp;
@@
 kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-if (!tbltmp || !tbltmp->it_userspace)
+if (!tbltmp)
 	continue;
 ...>
 }
