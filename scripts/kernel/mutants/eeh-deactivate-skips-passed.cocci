// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: holding.eeh_two_groups
// Reason: state not restored; one of several calls that differ in an argument only
//
// The end of a reset that a user has asked for leaves out the devices that are in users' hands, as
// a recovery by the host does: the configuration space stays blocked, and the hardware frozen.

@@
symbol pe, true;
@@
 vfio_spapr_ioctl_eeh_pe_op(...)
 {
 <...
 eeh_pe_reset(pe, EEH_RESET_DEACTIVATE,
-	true
+	false
	)
 ...>
 }
