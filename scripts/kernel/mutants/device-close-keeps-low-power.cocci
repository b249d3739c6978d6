// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.awake
// Reason: a state flag that is not reset at the end
//
// A device that is closed in the low power state that its user has asked for
// stays in it: who opens it next cannot reach its registers, and the use that
// keeps it awake is put once too often.

@@
@@
 vfio_pci_core_disable(...)
 {
 ...
-vfio_pci_runtime_pm_exit(vdev);
 ...
 }
