// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: memory.dirty
// Reason: data loss; a case distinction too many: an exchange was thought to end a mapping only if nothing takes its place
// Spatch: --no-includes
//
// A page that the device could write is marked dirty when its TCE is cleared, and not when another
// TCE is put over it: what
// the device wrote can be lost.

@@
symbol ret, size, direction;
identifier tbl, xchg;
statement S;
@@
 iommu_tce_xchg_no_kill(...)
 {
+	const enum dma_data_direction newdir = *direction;
 	long ret;
 	unsigned long size = 0;

 	ret = tbl->it_ops->xchg(...);
+	if (newdir != DMA_NONE)
+		return ret;
 	if (...) S
 	...
 }
