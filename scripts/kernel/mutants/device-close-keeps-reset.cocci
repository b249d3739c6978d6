// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/eeh.c
// Spatch: --no-includes
// Kind: deterministic
// Needs: fixes
// Test: holding.eeh_asserted
// Reason: state; two lines in the wrong order
//
// Who closes the last device of a PE looks before it is counted off whether
// anybody has the PE: the reset that the user has left asserted stays, and with
// it the block of the configuration space, until the group leaves its container.

@@
@@
 eeh_dev_release(...)
 {
 ...
+eeh_pe_reset_left(edev->pe);
 WARN_ON(atomic_dec_if_positive(&edev->pe->pass_dev_cnt) < 0);
-eeh_pe_reset_left(edev->pe);
 ...
 }
