// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: holding.unplugged
// Reason: a list is taken for one entry, on a path that is taken only when devices are plugged in
//
// Of the sizes that IOMMU pages can have, only the first one is offered to the group of a device
// that is plugged in when the machine runs; the groups that there were at its start have them all.

@@
symbol count;
identifier i;
statement S;
@@
 pnv_ioda_parse_tce_sizes(...)
 {
 ...
+/* What is plugged in later is set up by its default window */
+if (system_state >= SYSTEM_RUNNING) {
+	count = 1;
+}
 for (i = 0; i < count; i++) S
 ...
 }
