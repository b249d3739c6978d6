// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.vpa
// Reason: lifetime; a check that comes in front of a put
// Spatch: --no-includes
//
// H_REGISTER_VPA of an area whose length does not fit is refused, and keeps the
// reference to the guest's page that the length was read from: the page is never
// freed.

@@
@@
 do_h_register_vpa(...)
 {
 <+...
-kvmppc_unpin_guest_page(kvm, va, vpa, false);
 if (len > nb || len < sizeof(struct reg_vpa))
 	return H_PARAMETER;
+kvmppc_unpin_guest_page(kvm, va, vpa, false);
 ...+>
 }
