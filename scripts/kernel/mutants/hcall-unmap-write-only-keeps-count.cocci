// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.readback
// Reason: accounting; a condition turned round, with one of the cases left out
//
// What a device could only write to, and not read, is not taken for mapped when the guest unmaps
// it: it stays counted as a use of registered memory, and that cannot be unregistered.

@@
symbol dir;
@@
 kvmppc_tce_iommu_do_unmap(...)
 {
 <...
-dir == DMA_NONE
+dir != DMA_TO_DEVICE && dir != DMA_BIDIRECTIONAL
 ...>
 }
