// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
//
// A group that leaves its container has all windows of it cleared, though other groups may stay
// that use them.
//
// The group is off the list by then: clear the windows when nobody is left on it.

@@
identifier container, i;
@@
 static void tce_iommu_release_ownership(struct tce_container *container, ...)
 {
 <...
-tce_iommu_clear(container, container->tables[i], container->tables[i]->it_offset,
-		container->tables[i]->it_size);
+if (!tce_groups_attached(container))
+	tce_iommu_clear(container, container->tables[i], container->tables[i]->it_offset,
+			container->tables[i]->it_size);
 ...>
 }
