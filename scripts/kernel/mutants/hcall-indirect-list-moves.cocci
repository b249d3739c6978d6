// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: dma.two_slots
// Reason: stale user address; one variable for two things
//
// H_PUT_TCE_INDIRECT reads its list through the variable in which the address of each page that it
// maps is put: after the first entry it goes on to read in the page that has just been mapped, and
// maps what stands there.

@@
typedef u64;
attribute name __user;
symbol tce, tces, ua, i, vcpu, stt, ret;
expression e;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 ...
 tces = e;
 for (...; ...; ...) { ... }
 for (...; ...; ...) {
 	if (get_user(tce,
-		tces
+		(u64 __user *)ua
		+ i)) { ... }
 	...
 }
 ...
 }
