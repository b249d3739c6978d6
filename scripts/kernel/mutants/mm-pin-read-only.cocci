// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.register
// Reason: flags; pages are pinned for reading and mapped for writing
//
// Memory that its owner may not write, a file of somebody else, can be registered, and the device
// writes it.

@@
symbol FOLL_WRITE, FOLL_LONGTERM;
@@
 mm_iommu_do_alloc(...)
 {
 <...
-FOLL_WRITE | FOLL_LONGTERM
+FOLL_LONGTERM
 ...>
 }
