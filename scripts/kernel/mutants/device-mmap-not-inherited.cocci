// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.bar_disabled
// Reason: flags; one for another of a similar name
//
// A mapping of a device's registers is not handed on to a child of the process, where it only was
// to be left out of core dumps: the child that goes on to use it dies.

@@
@@
 vfio_pci_core_mmap(...)
 {
 <...
-VM_DONTDUMP
+VM_DONTCOPY
 ...>
 }
