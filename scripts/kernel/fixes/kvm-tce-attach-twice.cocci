// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/include/asm/kvm_host.h arch/powerpc/kvm/book3s_64_vio.c
// Spatch: --smpl-spacing
//
// A tie between a group and a table is a mere count, and kvm_spapr_tce_release_iommu_group()
// guesses which counts are the group's: it compares with the hardware tables that it has NOW.
// - SET_SPAPR_TCE twice counts twice, GROUP_DEL puts one: the guest keeps the table of a group that
//   is no longer its own.
// - After UNSET_CONTAINER or TCE_REMOVE, before GROUP_DEL or beside it, the group has other tables
//   or none: nothing is put, and the tie stays until the table is closed.
// - A second group of the same container has the same tables: its GROUP_DEL puts counts of tables
//   that it was never tied to.
//
// Write down who is tied. A group is tied to a table once, and GROUP_DEL removes what is written
// down for it. The iommu_group cannot go before: kvm_vfio_file has a reference to it until then.

@@
@@
 struct kvmppc_spapr_tce_iommu_table {
 	...
 	struct kref kref;
+	struct list_head ties;
 };

@@
iterator name list_for_each_entry;
symbol next;
@@
+/* One for each group that is tied to a hardware table; each has a kref of the latter's entry */
+struct kvmppc_spapr_tce_tie {
+	struct list_head next;
+	struct iommu_group *grp;
+};
+
+static struct kvmppc_spapr_tce_tie *
+kvm_spapr_tce_find_tie(struct kvmppc_spapr_tce_iommu_table *stit, struct iommu_group *grp)
+{
+	struct kvmppc_spapr_tce_tie *tie;
+
+	list_for_each_entry(tie, &stit->ties, next)
+		if (tie->grp == grp)
+			return tie;
+	return NULL;
+}
+
 static void kvm_spapr_tce_iommu_table_free(struct rcu_head *head)
 { ... }

@@
identifier stit;
iterator name list_for_each_entry_safe;
symbol next, ties;
@@
 static void kvm_spapr_tce_iommu_table_free(...)
 {
 ...
+struct kvmppc_spapr_tce_tie *tie;
+struct kvmppc_spapr_tce_tie *tmp;
+
+/* Those that are left when the table is closed first */
+list_for_each_entry_safe(tie, tmp, &stit->ties, next)
+	kfree(tie);
 iommu_tce_table_put(stit->tbl);
 ...
 }

@@
identifier grp, i, stit, tmp, table_group;
symbol next;
iterator name list_for_each_entry_safe;
@@
 void kvm_spapr_tce_release_iommu_group(struct kvm *kvm, struct iommu_group *grp)
 {
-int i;
+struct kvmppc_spapr_tce_tie *tie;
 ...
-struct iommu_table_group *table_group = NULL;
 <...
(
-table_group = iommu_group_get_iommudata(grp);
-if (WARN_ON(!table_group))
-	continue;
|
 list_for_each_entry_safe(stit, tmp, &stt->iommu_tables, next) {
-	for (i = 0; i < IOMMU_TABLE_GROUP_MAX_TABLES; ++i) {
-		if (table_group->tables[i] != stit->tbl)
-			continue;
-		kref_put(&stit->kref, kvm_spapr_tce_liobn_put);
-	}
+	tie = kvm_spapr_tce_find_tie(stit, grp);
+	if (!tie)
+		continue;
+	list_del(&tie->next);
+	kfree(tie);
+	kref_put(&stit->kref, kvm_spapr_tce_liobn_put);
 }
)
 ...>
 }

// From here on the tie is made before it is known whether it is needed: not under RCU.
@exists@
identifier grp, stit;
symbol tbl;
@@
 long kvm_spapr_tce_attach_iommu_group(struct kvm *kvm, int tablefd, struct iommu_group *grp)
 {
 ...
 struct kvmppc_spapr_tce_iommu_table *stit;
+struct kvmppc_spapr_tce_tie *tie;
 ...
 if (!tbl)
 	return -EINVAL;
+
+tie = kzalloc(sizeof(*tie), GFP_KERNEL);
+if (!tie) {
+	iommu_tce_table_put(tbl);
+	return -ENOMEM;
+}
+tie->grp = grp;
 ... when any
 }

@exists@
identifier grp, stit;
symbol tbl;
@@
 long kvm_spapr_tce_attach_iommu_group(struct kvm *kvm, int tablefd, struct iommu_group *grp)
 {
 ...
 if (tbl != stit->tbl)
 	continue;
+if (kvm_spapr_tce_find_tie(stit, grp)) {
+	/* Tied already: nothing to count */
+	rcu_read_unlock();
+	iommu_tce_table_put(tbl);
+	kfree(tie);
+	return 0;
+}
 if (!kref_get_unless_zero(&stit->kref)) {
 	...
+	kfree(tie);
 	return -ENOTTY;
 }
+list_add(&tie->next, &stit->ties);
 ... when any
 }

@exists@
symbol stit, tbl;
@@
 long kvm_spapr_tce_attach_iommu_group(...)
 {
 ...
 if (!stit) {
 	iommu_tce_table_put(tbl);
+	kfree(tie);
 	return -ENOMEM;
 }
 ...
 kref_init(&stit->kref);
+INIT_LIST_HEAD(&stit->ties);
+list_add(&tie->next, &stit->ties);
 ... when any
 }
