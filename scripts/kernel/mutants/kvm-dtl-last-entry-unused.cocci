// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.vpa_written
// Reason: off by one at the end of a ring
//
// The dispatch trace log begins anew when one entry is still free: the last one is never written,
// and a guest that reckons by dtl_idx where an entry is reads another one from the second turn on.

@@
symbol dt, vcpu;
@@
 __kvmppc_create_dtl_entry(...)
 {
 ...
 ++dt;
-if (dt == vcpu->arch.dtl.pinned_end)
+if (dt + 1 == vcpu->arch.dtl.pinned_end)
 	dt = vcpu->arch.dtl.pinned_addr;
 ...
 }
