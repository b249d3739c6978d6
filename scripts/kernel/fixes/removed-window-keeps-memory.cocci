// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/include/asm/iommu.h arch/powerpc/kvm/book3s_64_vio.c
// Files: drivers/vfio/vfio_iommu_spapr_tce.c
// Spatch: --smpl-spacing
//
// VFIO clears a table when its window is removed or its last group leaves. KVM may be tied to
// it still, and a hypercall may be anywhere in it: what the guest puts beside or after the
// clearing counts as a use of registered memory, and nobody takes it back. The memory stays
// pinned and locked for ever; tce_iommu_release() and destroy_context() warn.
//
// Say that the table is retired, wait for the hypercalls that have not seen it, and clear
// then. KVM has nothing to put in a retired table, as no hardware looks at it. The table of
// a group that leaves others behind in the container is not retired.

@@
@@
 struct iommu_table {
 	...
 	int it_nid;
+	/* No hardware uses it, and KVM must not write it any more */
+	bool it_retired;
 	...
 };

@has_rcu@
@@
 static long kvmppc_tce_iommu_map(...)
 {
 ...
 guard(rcu)();
 ...
 }

@depends on has_rcu@
identifier f = {kvmppc_tce_iommu_map, kvmppc_tce_iommu_unmap};
symbol tbl;
@@
 static long f(...)
 {
 ...
 guard(rcu)();
+if (READ_ONCE(tbl->it_retired))
+	return H_SUCCESS;
 ...
 }

@depends on !has_rcu@
identifier f = {kvmppc_tce_iommu_map, kvmppc_tce_iommu_unmap};
identifier io_entry, entry, subpages;
symbol tbl;
@@
 static long f(...)
 {
 ...
 unsigned long io_entry = entry * subpages;
+
+guard(rcu)();
+if (READ_ONCE(tbl->it_retired))
+	return H_SUCCESS;
 ...
 }

@@
symbol i, tbl;
@@
 static void kvmppc_clear_tce(...)
 {
 ...
+guard(rcu)();
+if (READ_ONCE(tbl->it_retired))
+	return;
 for (i = 0; ...; ...) { ... }

 }

@exists@
symbol container, tbl;
@@
 static long tce_iommu_remove_window(...)
 {
 ... when any
+WRITE_ONCE(tbl->it_retired, true);
+synchronize_rcu();
 tce_iommu_clear(container, tbl, ...);
 ... when any
 }

@@
symbol container;
identifier i;
statement S;
@@
 static void tce_iommu_release_ownership(...)
 {
 ...
+if (!tce_groups_attached(container)) {
+	for (i = 0; i < IOMMU_TABLE_GROUP_MAX_TABLES; ++i)
+		if (container->tables[i])
+			WRITE_ONCE(container->tables[i]->it_retired, true);
+	synchronize_rcu();
+}
 for (i = 0; i < IOMMU_TABLE_GROUP_MAX_TABLES; ++i) {
 ...
 }
 }
