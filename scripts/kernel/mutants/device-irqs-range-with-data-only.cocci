// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/vfio_main.c
// Kind: deterministic
// Test: holding.interrupts
// Reason: a check in the wrong place; what needs no data seems to need no check
//
// Whether SET_IRQS is about interrupts that there are is looked at only where data come with it. A
// request without, for none behind the last one, takes away those that there are.

@@
expression E;
symbol hdr, num_irqs, start, flags;
@@
 vfio_set_irqs_validate_and_prepare(...)
 {
 <...
-if (hdr->start >= num_irqs || E)
+if (!(hdr->flags & VFIO_IRQ_SET_DATA_NONE) && (hdr->start >= num_irqs || E))
 	return -EINVAL;
 ...>
 }
