// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
//
// KVM_DEV_VFIO_GROUP_DEL against close of the table. kvm_spapr_tce_release_iommu_group()
// walks all tables under RCU alone and puts their entries; kvm_spapr_tce_release() leaves
// kvm->lock before it does the same to one table. Both can put the last reference: the count
// underflows, and where that happens in kvm_spapr_tce_release(), its loop until kref_put()
// succeeds never ends. Besides, cond_resched_rcu() lets a grace period pass while the walk
// stands on a table, which may be closed and freed meanwhile.
//
// One mutex for all that changes stt->iommu_tables, and for leaving the list of tables: what
// GROUP_DEL finds there is not freed while it looks. It is taken inside kvm->lock (KVM-VFIO
// device's release, table's release) and inside kvm_vfio::lock (GROUP_DEL, SET_SPAPR_TCE), and
// takes neither.  Tables join the list under kvm->lock alone, which the list's RCU order allows.

@@
declarer name DEFINE_MUTEX;
@@
+/* Who is tied to which hardware table: kvmppc_spapr_tce_table::iommu_tables of every table */
+static DEFINE_MUTEX(kvm_spapr_tce_ties_lock);
+
 static void kvm_spapr_tce_iommu_table_free(...)
 { ... }

@@
identifier kvm, stt, link;
iterator name list_for_each_entry_rcu;
@@
 void kvm_spapr_tce_release_iommu_group(struct kvm *kvm, ...)
 {
 ...
-rcu_read_lock();
+mutex_lock(&kvm_spapr_tce_ties_lock);
 list_for_each_entry_rcu(stt, &kvm->arch.spapr_tce_tables, link
+			, lockdep_is_held(&kvm_spapr_tce_ties_lock)
 ) {
 ...
-cond_resched_rcu();
 }
-rcu_read_unlock();
+mutex_unlock(&kvm_spapr_tce_ties_lock);
 }

@exists@
symbol tbl;
@@
 long kvm_spapr_tce_attach_iommu_group(...)
 {
 ...
 if (!tbl)
 	return -EINVAL;
+guard(mutex)(&kvm_spapr_tce_ties_lock);
 ...
 }

@@
identifier stt, kvm, stit, tmp, link;
symbol next;
iterator name list_for_each_entry_safe;
@@
 static int kvm_spapr_tce_release(...)
 {
 ...
 mutex_lock(&kvm->lock);
+mutex_lock(&kvm_spapr_tce_ties_lock);
 list_del_rcu(&stt->link);
 mutex_unlock(&kvm->lock);
 list_for_each_entry_safe(stit, tmp, &stt->iommu_tables, next) { ... }
+mutex_unlock(&kvm_spapr_tce_ties_lock);
 ...
 }
