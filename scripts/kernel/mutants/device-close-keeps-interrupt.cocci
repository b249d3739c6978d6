// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.interrupts
// Reason: a clean-up left to the user, who mostly does it; or a line that got lost with what stood around it
//
// A device that is closed keeps the interrupt that its user has set up: the handler stays, holds
// the event of a process that is gone and signals it, and who opens the device next cannot choose
// another kind of interrupt.

@@
expression list es;
@@
 vfio_pci_core_disable(...)
 {
 ...
-	vfio_pci_set_irqs_ioctl(es);
 ...
 }
