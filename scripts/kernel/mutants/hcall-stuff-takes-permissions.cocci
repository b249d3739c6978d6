// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: hcall.readback
// Reason: return code; a check that was simplified (what the device may not write does no harm)
//
// H_STUFF_TCE takes a TCE that lets the device read: it succeeds, clears the hardware's entries, and the guest reads back
// valid TCEs that are nowhere.

@@
symbol tce_value;
@@
 kvmppc_h_stuff_tce(...)
 {
 ...
-if (tce_value & (TCE_PCI_WRITE | TCE_PCI_READ))
+if (tce_value & TCE_PCI_WRITE)
 	return H_PARAMETER;
 ...
 }
