// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Kind: deterministic
// Test: teardown.exit
// Reason: references; a count of the address space's users where one of its structure is meant
//
// A container keeps all memory of the process that used it first, and not only what describes it:
// a process that ends with a BAR of the device mapped keeps itself, as its memory keeps the device,
// the device the group, and the group the container.

@@
expression e;
@@
 tce_iommu_mm_set(...)
 {
 <...
-	mmgrab(e);
+	mmget(e);
 ...>
 }

@@
expression e;
identifier f = {tce_iommu_mm_set, tce_iommu_release};
@@
 f(...)
 {
 <...
-	mmdrop(e);
+	mmput(e);
 ...>
 }
