// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Spatch: --smpl-spacing
//
// SET_SPAPR_TCE takes a reference to the hardware table, then finds that KVM's table has it
// already (the second group of a container, or the same group again) and keeps both. Only
// one is ever put, in kvm_spapr_tce_iommu_table_free(): the window's TCEs are never freed.
//
// The entry that was found has its own reference for as long as it exists; put the second one.

@exists@
symbol tbl;
identifier stit;
@@
 long kvm_spapr_tce_attach_iommu_group(...)
 {
 ...
 if (tbl != stit->tbl)
 	continue;
 ... when any
 if (!kref_get_unless_zero(&stit->kref)) { ... }
 ...
 rcu_read_unlock();
+iommu_tce_table_put(tbl);
 return 0;
 }
