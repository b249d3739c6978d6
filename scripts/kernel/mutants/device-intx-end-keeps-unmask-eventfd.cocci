// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_intrs.c
// Kind: deterministic
// Test: holding.interrupts
// Reason: lifetime; one of two that are let go together is forgotten
//
// The eventfd that unmasks INTx stays in use when INTx is turned off: signalled later, it reaches into
// what was freed with the interrupt.

@@
symbol ctx;
@@
 vfio_intx_disable(...)
 {
 <+...
-vfio_virqfd_disable(&ctx->unmask);
 ...+>
 }
