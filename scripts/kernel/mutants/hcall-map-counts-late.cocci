// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Test: race.h_put_stay.unregister
// Reason: isolation; two steps in the other order, which saves the one that undoes the first
//
// A hypercall counts a mapping when the hardware has it already. Memory that is unregistered in
// between was not in use as far as anybody knew: it is freed, and the device goes on to reach it.

@@
symbol mem;
expression failed;
@@
 kvmppc_tce_iommu_do_map(...)
 {
 ...
-if (mm_iommu_mapped_inc(mem))
-	return H_TOO_HARD;
 ...
 if (failed) {
-	mm_iommu_mapped_dec(mem);
 	return H_TOO_HARD;
 }
+if (mm_iommu_mapped_inc(mem))
+	return H_TOO_HARD;
 ...
 }
