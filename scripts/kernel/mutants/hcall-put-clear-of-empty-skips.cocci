// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.clears_mapped
// Reason: isolation; an optimisation that is wrong where user space maps, too
//
// H_PUT_TCE that clears an entry does nothing where the guest's table has no page yet. What user
// space has mapped there stays mapped for the device.

@@
symbol entry, stt, ioba, tce;
@@
 kvmppc_h_put_tce(...)
 {
 ...
-entry = ioba >> stt->page_shift;
+entry = ioba >> stt->page_shift;
+
+/* There is nothing to clear */
+if (!tce && !stt->pages[(entry - stt->offset) / TCES_PER_PAGE])
+	goto unlock_exit;
 ...
 }
