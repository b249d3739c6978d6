// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Spatch: --smpl-spacing
//
// A group that leaves its container (UNSET_CONTAINER, close, unbind) leaves KVM's tie to the window
// behind. If the window stays, for another group that stays, the guest goes on to drive it: its puts
// map registered memory for devices that it was never given, and H_STUFF_TCE clears what user space
// has mapped for them; unregistering that memory is EBUSY.
//
// Look at each tie whether its group is still one of those that the hardware table is linked to. If
// none is, a put is left to user space and a clear passes the table by. Needs what
// kvm-tce-attach-twice writes down; a tie is now read by hypercalls, so it is freed by RCU.

@@
@@
 struct kvmppc_spapr_tce_tie {
 	struct list_head next;
 	struct iommu_group *grp;
+	struct rcu_head rcu;
 };

@@
typedef bool;
iterator name list_for_each_entry_rcu;
symbol next;
@@
+/* Is one of the groups that are tied still among those that the hardware table is for? */
+static bool kvm_spapr_tce_is_member(struct kvmppc_spapr_tce_iommu_table *stit)
+{
+	struct iommu_table_group_link *tgl;
+	struct kvmppc_spapr_tce_tie *tie;
+	bool tied = false;
+
+	guard(rcu)();
+	list_for_each_entry_rcu(tie, &stit->ties, next) {
+		tied = true;
+		list_for_each_entry_rcu(tgl, &stit->tbl->it_group_list, next)
+			if (tgl->table_group == iommu_group_get_iommudata(tie->grp))
+				return true;
+	}
+	/* The last tie goes before its table does: until then all is as it was */
+	return !tied;
+}
+
 static void kvm_spapr_tce_iommu_table_free(struct rcu_head *head)
 { ... }

@@
identifier tie;
symbol next, ties;
@@
 void kvm_spapr_tce_release_iommu_group(...)
 {
 <...
-list_del(&tie->next);
-kfree(tie);
+list_del_rcu(&tie->next);
+kfree_rcu(tie, rcu);
 ...>
 }

@@
identifier tie, stit;
symbol next, ties;
@@
 long kvm_spapr_tce_attach_iommu_group(...)
 {
 <...
-list_add(&tie->next, &stit->ties);
+list_add_rcu(&tie->next, &stit->ties);
 ...>
 }

@@
identifier stt, stit;
iterator name list_for_each_entry_rcu;
symbol next;
@@
 static long kvmppc_tce_validate(struct kvmppc_spapr_tce_table *stt, ...)
 {
 <...
 list_for_each_entry_rcu(stit, &stt->iommu_tables, next) {
 	...
 	long shift = stit->tbl->it_page_shift;
 	...
+	if (!kvm_spapr_tce_is_member(stit)) {
+		rcu_read_unlock();
+		return H_TOO_HARD;
+	}
 	mem = mm_iommu_lookup_registered(...);
 	...
 }
 ...>
 }

@@
identifier f =~ "^kvmppc_h_(put_tce|put_tce_indirect)$";
identifier stt, stit;
iterator name list_for_each_entry_lockless;
symbol next;
statement S;
@@
 long f(...)
 {
 <...
 list_for_each_entry_lockless(stit, &stt->iommu_tables, next) {
+	if (!kvm_spapr_tce_is_member(stit))
+		continue;
 	S
 	...
 }
 ...>
 }

@@
identifier stt, stit, entry;
expression E;
iterator name list_for_each_entry_lockless;
symbol next;
@@
 long kvmppc_h_stuff_tce(...)
 {
 <...
 list_for_each_entry_lockless(stit, &stt->iommu_tables, next) {
 	unsigned long entry = E;
+	if (!kvm_spapr_tce_is_member(stit))
+		continue;
 	...
 }
 ...>
 }
