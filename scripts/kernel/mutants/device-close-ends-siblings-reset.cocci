// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/eeh.c
// Spatch: --no-includes
// Kind: deterministic
// Needs: fixes
// Test: holding.sibling
// Reason: isolation between siblings; a check simplified
//
// The close of one of two devices of a PE takes back the reset that the user of
// the other one has asserted and is still waiting in.

@@
@@
 eeh_pe_reset_left(...)
 {
-if (eeh_pe_passed(pe) || !(pe->state & EEH_PE_CFG_BLOCKED))
+if (!(pe->state & EEH_PE_CFG_BLOCKED))
	return;
 ...
 }
