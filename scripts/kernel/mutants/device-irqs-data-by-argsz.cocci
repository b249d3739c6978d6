// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.interrupts
// Reason: wrong size; how much may follow is taken for how much does
//
// SET_IRQS reads all that argsz says is there, and not what the given number of interrupts needs:
// with an argsz that is larger than that it may read past the caller's memory, or want more memory
// than there is, and fails.

@@
symbol hdr, minsz, size, data_size;
@@
 vfio_set_irqs_validate_and_prepare(...)
 {
 <...
 *data_size =
-	hdr->count * size
+	hdr->argsz - minsz
	;
 ...>
 }
