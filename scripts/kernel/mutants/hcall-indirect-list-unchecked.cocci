// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: race
// Needs: fixes
// Test: held.h_put_indirect.flip
// Reason: time of check, time of use
//
// H_PUT_TCE_INDIRECT looks at its list once, and puts what it reads a second time: another vCPU may
// have changed it meanwhile.

@@
symbol ret, stt, tce, vcpu, ua;
identifier unlock_exit;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
-ret = kvmppc_tce_validate(stt, tce);
-if (ret != H_SUCCESS)
-	goto unlock_exit;
 if (iommu_tce_direction(tce) != DMA_NONE && kvmppc_tce_to_ua(vcpu->kvm, tce, &ua)) {
 	...
 }
 ...>
 }
