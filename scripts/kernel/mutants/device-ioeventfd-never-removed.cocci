// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.ioeventfd
// Reason: check; a number that stands for none is taken for a wrong one
//
// The -1 in place of a file, by which an ioeventfd is taken away, is refused like other numbers
// below 0: what was set up stays, and goes on to write to the device, until that is closed.

@@
symbol ioeventfd, fd;
@@
 vfio_pci_ioctl_ioeventfd(...)
 {
 <...
-ioeventfd.fd < -1
+ioeventfd.fd < 0
 ...>
 }
