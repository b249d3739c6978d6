// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: dma.after_group_del attach.twice hcall.two_containers
// Reason: missing put
//
// GROUP_DEL finds the tie of the group and does not drop it: the guest goes on to drive the
// hardware of a group that is no longer its own.

@@
symbol stit;
@@
 kvm_spapr_tce_release_iommu_group(...)
 {
 <...
-kref_put(&stit->kref, kvm_spapr_tce_liobn_put);
+kref_read(&stit->kref);
 ...>
 }
