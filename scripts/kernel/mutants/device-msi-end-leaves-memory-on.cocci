// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_intrs.c
// Kind: deterministic
// Test: holding.command_kept
// Reason: state; one of several places that forgets to put back what it has changed
//
// The device's memory, turned on to take its MSI away, stays on, though the user had it off.

@@
symbol vdev, cmd;
@@
 vfio_msi_disable(...)
 {
 ...
-cmd = vfio_pci_memory_lock_and_enable(vdev);
+vfio_pci_memory_lock_and_enable(vdev);
 pci_free_irq_vectors(...);
-vfio_pci_memory_unlock_and_restore(vdev, cmd);
+up_write(&vdev->memory_lock);
 ...
 }
