// SPDX-License-Identifier: GPL-2.0-only
// Files: drivers/vfio/pci/vfio_pci_core.c
// Kind: deterministic
// Test: holding.asked
// Reason: a condition that is for a message extended to what it tells of
//
// The user of a device is asked for it at every tenth time only, as often as the log tells of it.
// Who has set up the event for that after the first time waits long to be asked.

@@
symbol count, eventfd, ctx, pdev;
@@
 vfio_pci_core_request(...)
 {
 <...
-if (!(count % 10))
+if (!(count % 10)) {
	pci_notice_ratelimited(pdev, ...);
-eventfd_signal(eventfd->ctx);
+	eventfd_signal(eventfd->ctx);
+}
 ...>
 }
