// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.stuff
// Reason: an optimisation that forgets the border of a page
//
// H_STUFF_TCE of 0 stops to clear the guest's table at its first entry whose page nobody has
// written: when the range goes on
// in a page that somebody has, the TCEs there can still be read, and are no longer in the hardware.

@@
symbol stt, ioba, tce_value, npages, i;
expression step;
@@
 kvmppc_h_stuff_tce(...)
 {
 ...
-for (i = 0; i < npages; ++i, ioba += step)
+for (i = 0; i < npages; ++i, ioba += step) {
+	/* Nothing was put here, so that there is nothing to clear */
+	if (!tce_value && !stt->pages[((ioba >> stt->page_shift) - stt->offset) / TCES_PER_PAGE])
+		break;
 	kvmppc_tce_put(...);
+}
 ...
 }
