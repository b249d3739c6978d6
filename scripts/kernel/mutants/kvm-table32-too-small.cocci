// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/powerpc.c
// Kind: deterministic
// Test: table.create32
// Reason: wrong page shift; 58ded4201ff0 ("KVM: PPC: Add support for 64bit TCE windows") counts
// Reason: entries
//
// KVM_CREATE_SPAPR_TCE counts pages of the host where its table has entries of 4 KiB.

@@
symbol create_tce, create_tce_64;
@@
 kvm_arch_vm_ioctl(...)
 {
 <...
-create_tce_64.size = create_tce.window_size >> IOMMU_PAGE_SHIFT_4K;
+create_tce_64.size = create_tce.window_size >> 16;
 ...>
 }
