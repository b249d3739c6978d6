// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
//
// H_STUFF_TCE takes any number of entries, which keeps a CPU of the host busy for as long as the
// table is large. PAPR allows 512, as kvmppc_h_put_tce_indirect() has it.

@@
identifier vcpu, liobn, ioba, tce_value, npages, stt;
@@
 long kvmppc_h_stuff_tce(struct kvm_vcpu *vcpu, unsigned long liobn, unsigned long ioba,
	unsigned long tce_value, unsigned long npages)
 {
 ...
 stt = kvmppc_find_table(...);
 if (!stt)
	return H_TOO_HARD;

+if (npages > 512)
+	return H_PARAMETER;
 ...
 }
