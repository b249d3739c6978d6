// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.command_kept
// Reason: state; turned on for a while, and off again whatever it was before
//
// The device's memory, which is needed to set up an interrupt, is turned off afterwards, also if
// the user had it on: the next access to a BAR fails.

@@
symbol vdev, cmd;
@@
 vfio_pci_memory_unlock_and_restore(...)
 {
 ...
 pci_write_config_word(vdev->pdev, PCI_COMMAND,
-	cmd
+	cmd & ~PCI_COMMAND_MEMORY
	);
 ...
 }
