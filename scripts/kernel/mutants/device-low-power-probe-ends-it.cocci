// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.features
// Reason: state; three answers are taken for two
//
// To ask whether a device can be kept awake keeps it awake: "yes, and nothing is to be done" is
// taken for "go on". Who had allowed it to sleep has that undone by a question.

@@
symbol ret;
@@
 vfio_pci_core_pm_exit(...)
 {
 ...
-if (ret != 1)
+if (ret < 0)
 	return ret;
 ...
 }
