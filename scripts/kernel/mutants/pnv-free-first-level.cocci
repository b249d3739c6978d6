// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: window.levels_freed
// Reason: missing free
//
// What hangs below the first entry of a table with levels is not freed with it.

@@
expression i;
symbol size;
@@
-for (i = 0; i < size; ++i)
+for (i = 1; i < size; ++i)
 { ... }
