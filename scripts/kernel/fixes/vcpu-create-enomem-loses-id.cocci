// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
//
// KVM_CREATE_VCPU makes a virtual core, and can still fail behind that. Nobody tells the core that its
// thread is gone: on POWER9 and later, where a core has one thread, the id is taken for ever; before,
// the core counts one too many.
//
// Count down when a vCPU goes, and take a core without threads for free. The count goes up under
// kvm->lock, so that two do not find the same core free. A core that there was no memory for is none.

@@
symbol vcore;
statement S1, S2;
@@
 static int kvmppc_core_vcpu_create_hv(...)
 {
 <...
-if (vcore && cpu_has_feature(CPU_FTR_ARCH_300))
+if (vcore && vcore->num_threads && cpu_has_feature(CPU_FTR_ARCH_300))
 S1 else S2
 ...>
 }

@@
symbol vcore, kvm;
expression core;
@@
 static int kvmppc_core_vcpu_create_hv(...)
 {
 <...
 kvm->arch.vcores[core] = vcore;
-kvm->arch.online_vcores++;
+if (vcore)
+	kvm->arch.online_vcores++;
 ...>
 }

@@
symbol vcore, kvm, err;
@@
 static int kvmppc_core_vcpu_create_hv(...)
 {
 <...
+if (vcore) {
+	spin_lock(&vcore->lock);
+	if (!vcore->num_threads++)
+		vcore->first_vcpuid = id & ~(kvm->arch.smt_mode - 1);
+	spin_unlock(&vcore->lock);
+}
 mutex_unlock(&kvm->lock);
 if (!vcore)
 	return err;
-spin_lock(&vcore->lock);
- ++vcore->num_threads;
-spin_unlock(&vcore->lock);
 ...>
 }

@@
identifier vcpu;
@@
 static void kvmppc_core_vcpu_free_hv(struct kvm_vcpu *vcpu)
 {
+struct kvmppc_vcore *vcore = vcpu->arch.vcore;
+
+spin_lock(&vcore->lock);
+vcore->num_threads--;
+spin_unlock(&vcore->lock);
+
 spin_lock(&vcpu->arch.vpa_update_lock);
 ...
 }
