// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.get hcall.readback
// Reason: the guest reads back something else than it put
//
// H_PUT_TCE sets the hardware and not the table that the guest reads.

@@
@@
 kvmppc_h_put_tce(...)
 {
 ...
-kvmppc_tce_put(...);
 ...
 }
