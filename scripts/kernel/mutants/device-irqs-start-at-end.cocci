// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.interrupts
// Reason: a bounds check that is off by one
//
// SET_IRQS may begin one behind the last interrupt that there is, if it is for none at all. That is
// how interrupts are switched off: a request for one that the device has not takes away those that
// it has.

@@
symbol hdr, num_irqs, start, count;
@@
 vfio_set_irqs_validate_and_prepare(...)
 {
 <...
-hdr->start >= num_irqs
+hdr->start > num_irqs
 ...>
 }
