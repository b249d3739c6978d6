// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.large_pages hcall.large_pages_reach
// Reason: wrong page shift; as before 26a62b750a4e ("KVM: PPC: Fix TCE handling for VFIO")
//
// A large page of the guest is mapped at the hardware entry of its own number.

@@
symbol io_entry, entry, subpages;
@@
 kvmppc_tce_iommu_map(...)
 {
 ...
-unsigned long io_entry = entry * subpages;
+unsigned long io_entry = entry;
 ...
 }
