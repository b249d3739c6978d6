// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: memory.unregister_mapped
// Reason: accounting; an optimisation that is wrong in one case
//
// A TCE that the guest sets to what it is set to already is not counted as a further use of the
// memory, but the use that it replaces is ended all the same: memory can be unregistered while it
// is mapped.

@@
symbol pua, ua, mem;
@@
 kvmppc_tce_iommu_do_map(...)
 {
 ...
 struct mm_iommu_table_group_mem_t *mem;
+bool same;
 ...
 if (!pua)
	return H_TOO_HARD;
+/* What it points to has its use already */
+same = be64_to_cpu(*pua) == ua;
 ...
-if (mm_iommu_mapped_inc(mem))
+if (!same && mm_iommu_mapped_inc(mem))
	return H_TOO_HARD;
 ...
 }
