// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: holding.eeh_two_groups
// Reason: isolation; one of a list
//
// VFIO_EEH_PE_OP reaches one of the container's groups: a device of another one is neither reset nor
// thawed with it, and the answer is success.

@@
iterator name list_for_each_entry;
symbol tcegrp, ret, arg;
@@
 tce_iommu_ioctl(...)
 {
 <...
 list_for_each_entry(tcegrp, &container->group_list, next) {
 	ret = vfio_spapr_ioctl_eeh_pe_op(tcegrp->grp, arg);
-	if (ret)
-		return ret;
+	break;
 }
 ...>
 }
