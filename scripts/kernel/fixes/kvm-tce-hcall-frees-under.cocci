// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/include/asm/kvm_host.h arch/powerpc/kvm/book3s.c
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Spatch: --smpl-spacing
//
// The hypercalls look up a table and walk its hardware tables with nothing held,
// or with kvm->srcu; both kinds are freed by call_rcu(), which does not wait for
// kvm->srcu. H_PUT_TCE_INDIRECT sleeps in get_user() for as long as user space likes
// (userfaultfd), all four in kvm_spapr_get_tce_page(), and a preemptible kernel anywhere:
// the table can be closed and freed, and the hypercall goes on to write the guest's TCE to
// a page that is free. (This was sound while the handlers ran in real mode.)
//
// Hold kvm->srcu from the look-up on, and free through it. call_srcu() and not
// synchronize_srcu(), so that nobody's close() waits for user space to resolve a fault. It
// comes before the table's reference to the VM is put, and the VM waits for the last of them
// with srcu_barrier(): all of its vCPUs are gone then.

@@
@@
 struct kvmppc_spapr_tce_iommu_table {
 	...
+	struct kvm *kvm;
 	struct iommu_table *tbl;
 	...
 };

@exists@
identifier kvm;
@@
 void kvmppc_core_destroy_vm(struct kvm *kvm)
 {
 ... when any
 kvmppc_rtas_tokens_free(kvm);
+/* TCE tables that were closed of late are freed through it */
+srcu_barrier(&kvm->srcu);
 ... when any
 }

@@
identifier stit;
symbol kvm_spapr_tce_iommu_table_free;
@@
-call_rcu(&stit->rcu, kvm_spapr_tce_iommu_table_free);
+call_srcu(&stit->kvm->srcu, &stit->rcu, kvm_spapr_tce_iommu_table_free);

@exists@
identifier vm;
symbol stit, tbl;
@@
 long kvm_spapr_tce_attach_iommu_group(struct kvm *vm, ...)
 {
 ... when any
+stit->kvm = vm;
 stit->tbl = tbl;
 ... when any
 }

@@
identifier stt, vm;
symbol release_spapr_tce_table;
@@
 static int kvm_spapr_tce_release(...)
 {
 ...
 struct kvm *vm = stt->kvm;
 ...
-kvm_put_kvm(stt->kvm);
-call_rcu(&stt->rcu, release_spapr_tce_table);
+call_srcu(&vm->srcu, &stt->rcu, release_spapr_tce_table);
+kvm_put_kvm(vm);
 ...
 }

@exists@
identifier h = {kvmppc_h_put_tce, kvmppc_h_put_tce_indirect, kvmppc_h_stuff_tce, kvmppc_h_get_tce};
identifier vcpu, stt;
expression liobn;
@@
 long h(struct kvm_vcpu *vcpu, ...)
 {
 ... when any
+guard(srcu)(&vcpu->kvm->srcu);
 stt = kvmppc_find_table(vcpu->kvm, liobn);
 ... when any
 }

@@
identifier h = {kvmppc_h_put_tce, kvmppc_h_put_tce_indirect};
identifier vcpu;
symbol idx;
@@
 long h(struct kvm_vcpu *vcpu, ...)
 {
 <...
(
-idx = srcu_read_lock(&vcpu->kvm->srcu);
|
-srcu_read_unlock(&vcpu->kvm->srcu, idx);
)
 ...>
 }

@@
identifier h = {kvmppc_h_put_tce, kvmppc_h_put_tce_indirect};
symbol idx;
@@
 long h(...)
 {
 ... when any
-long idx;
 ... when any
 }
