// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Needs: fixes
// Test: sequence.saved.slot_is_gone
// Reason: accounting; an optimisation that is wrong in one case
//
// When the last group leaves, the windows of a container in which user space has mapped nothing are
// taken for empty. What the guest has mapped there by its hypercalls stays in use for ever.

@ leaves @
symbol container;
expression list es;
@@
 tce_iommu_release_ownership(...)
 {
 <+...
 	if (!tce_groups_attached(container)
+	    && container->user_mapped
 	   )
 		tce_iommu_clear(es);
 ...+>
 }

@ depends on leaves @
@@
 struct tce_container {
 	...
 	bool def_window_pending;
+	bool user_mapped;
 	...
 };

@ depends on leaves @
symbol container, ret, tbl, param;
@@
 tce_iommu_ioctl(...)
 {
 <...
+container->user_mapped = true;
 if (container->v2)
	ret = tce_iommu_build_v2(...);
 else
	ret = tce_iommu_build(...);
 ...>
 }
