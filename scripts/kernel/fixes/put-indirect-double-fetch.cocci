// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Spatch: --smpl-spacing
//
// H_PUT_TCE_INDIRECT reads each entry of the guest's list twice: the first time it is validated,
// the second time it is mapped. Not all checks are made again, whatever the comment there says:
// an entry that got bits below the page size meanwhile reaches BUG_ON() in pnv_tce_xchg(),
// and the vCPU's thread dies inside kvm->srcu. A guest with two vCPUs can do that to its host.
//
// Validate what was read the second time, too.

@exists@
identifier tce, stt, ret, unlock_exit;
@@
 long kvmppc_h_put_tce_indirect(...)
 {
 ...
 ret = kvmppc_tce_validate(stt, tce);
 if (ret != H_SUCCESS)
 	goto unlock_exit;
 ...
 tce = be64_to_cpu(tce);
+ret = kvmppc_tce_validate(stt, tce);
+if (ret != H_SUCCESS)
+	goto unlock_exit;
 if (<+... kvmppc_tce_to_ua(...) ...+>) { ... }
 ... when any
 }
