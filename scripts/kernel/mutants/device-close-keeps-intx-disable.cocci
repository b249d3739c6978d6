// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.interrupts
// Reason: state; what one user has left meets the next
//
// That a user disabled INTx in the command register is remembered when the device is closed: the next
// one finds the register as after a reset, and waits for interrupts that stay masked.

@@
symbol vdev;
@@
 vfio_pci_core_disable(...)
 {
 ...
-vdev->virq_disabled = false;
 ...
 }
