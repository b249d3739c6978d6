// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: dma.two_slots
// Reason: isolation; an optimisation that forgets the border of two slots
//
// H_PUT_TCE_INDIRECT does not look up where in user space a page is that follows the one before it
// in the guest, but takes the next page there: at the border of two memory slots the device gets
// memory that is not behind the guest's address.

@@
symbol entry, ua, tce, stt, i, ret;
expression E;
identifier unlock_exit;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 ...
 u64 tce;
+u64 last_tce = 0;
 <...
-if (E) {
+if (i && tce == last_tce + (1UL << stt->page_shift)) {
+	ua += 1UL << stt->page_shift;
+} else if (E) {
	ret = H_PARAMETER;
	goto unlock_exit;
 }
+last_tce = tce;
 ...>
 }
