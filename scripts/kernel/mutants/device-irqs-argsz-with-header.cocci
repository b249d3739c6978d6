// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.interrupts
// Reason: wrong bounds check; the header is counted as data
//
// Whether SET_IRQS has brought as much data as it says is asked of argsz as it is, which has the
// header in it: a request may be up to 20 bytes too short, and what lies behind it in the caller's
// memory is taken for its last eventfds.

@@
symbol hdr, minsz, size;
@@
 vfio_set_irqs_validate_and_prepare(...)
 {
 <...
-hdr->argsz - minsz < hdr->count * size
+hdr->argsz < hdr->count * size
 ...>
 }
