// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.interrupts
// Reason: wrong size; the one of another kind of data
//
// SET_IRQS wants four bytes for each yes or no, as it does for an event, where one is enough: who
// sends one is refused, or has what lies behind it read.

@@
symbol size;
@@
 vfio_set_irqs_validate_and_prepare(...)
 {
 <...
 size =
-	sizeof(uint8_t)
+	sizeof(int32_t)
	;
 ...>
 }
