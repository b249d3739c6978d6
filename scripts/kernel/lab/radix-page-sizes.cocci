// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/radix_pgtable.c
// Optional
//
// No fix: the emulated machine's tree of devices names no page sizes, and a radix host that finds none
// assumes 4 and 64 KiB. POWER9 has 2 MiB, too, and with them the kernel has huge pages.

@@
@@
 void __init radix__early_init_devtree(void)
 {
 <...
 mmu_psize_defs[MMU_PAGE_64K].h_rpt_pgsize = psize_to_rpti_pgsize(MMU_PAGE_64K);
+mmu_psize_defs[MMU_PAGE_2M].shift = 21;
+mmu_psize_defs[MMU_PAGE_2M].ap = 0x1;
+mmu_psize_defs[MMU_PAGE_2M].h_rpt_pgsize = psize_to_rpti_pgsize(MMU_PAGE_2M);
 ...>
 }
