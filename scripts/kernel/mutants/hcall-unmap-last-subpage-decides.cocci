// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.v1_unmap
// Reason: isolation; a loop that goes on to do as much as it can, and keeps the last result only
//
// Of the hardware TCEs behind one large page of the guest the last one decides whether the page counts as unmapped. When
// the kernel could not take away one before it, because nobody registered what it points to, the hypercall succeeds, user
// space is not asked, and the device goes on to reach what the guest took away.

@@
symbol i, io_entry, kvm, tbl, ret;
@@
 kvmppc_tce_iommu_unmap(...)
 {
 <...
 ret = kvmppc_tce_iommu_do_unmap(kvm, tbl, io_entry + i);
-if (ret != H_SUCCESS)
-	break;
 ...>
 }
