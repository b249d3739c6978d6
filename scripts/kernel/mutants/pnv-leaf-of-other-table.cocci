// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: deterministic
// Test: dma.levels
// Reason: a cache that is not told apart by all that it depends on
//
// The last level of a hardware table that was walked last is kept, for the next who comes there, by
// its place and size and not by its table. Of two windows of one shape one gets the other's TCEs.

@@
symbol tbl, user, idx, level, tmp, mask, shift;
@@
+static __be64 *pnv_last_leaf;
+static unsigned long pnv_last_block;
+static unsigned long pnv_last_size;
+
 pnv_tce(...)
 {
 ...
 unsigned long mask = (tbl->it_level_size - 1) << (level * shift);
+const unsigned long block = idx >> shift;
+const bool cached = level && tbl->it_userspace && !user;
+
+if (cached && pnv_last_leaf && pnv_last_block == block &&
+    pnv_last_size == tbl->it_level_size)
+	return pnv_last_leaf + (idx & (tbl->it_level_size - 1));
 ...
+if (cached) {
+	pnv_last_leaf = tmp;
+	pnv_last_block = block;
+	pnv_last_size = tbl->it_level_size;
+}
 return tmp + idx;
 }

@@
expression size;
symbol tbl;
@@
 pnv_pci_ioda2_table_free_pages(struct iommu_table *tbl)
 {
 ...
+pnv_last_leaf = NULL;
 pnv_pci_ioda2_table_do_free_pages((__be64 *)tbl->it_base, size, tbl->it_indirect_levels);
 ...
 }
