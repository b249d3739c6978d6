// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Spatch: --smpl-spacing
//
// SET_SPAPR_TCE looks at the group's tables, not at who owns them. Of a group that has just
// left its container (or was never in one, or has a driver of the host) it ties the host's
// own default window to the guest: H_STUFF_TCE then clears the host's TCEs, and a map warns
// in pnv_tce_useraddrptr().
//
// Only tables that VFIO made have a view for user space; skip the others. The answer is -EINVAL,
// as for a container without a fitting window.

@@
identifier tbltmp;
@@
 long kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-if (!tbltmp)
+if (!tbltmp || !tbltmp->it_userspace)
 	continue;
 ...>
 }
