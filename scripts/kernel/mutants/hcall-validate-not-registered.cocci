// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.put_indirect hcall.put
// Reason: a check left out: all of a list is to be looked at before anything is done
//
// A TCE for memory that is not registered is found out only when it is put.

@@
symbol mem, ua, hpa, shift;
@@
 kvmppc_tce_validate(...)
 {
 <...
-if (!mem || mm_iommu_ua_to_hpa(mem, ua, shift, &hpa)) {
-	rcu_read_unlock();
-	return H_TOO_HARD;
-}
+if (mem)
+	mm_iommu_ua_to_hpa(mem, ua, shift, &hpa);
 ...>
 }
