// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: sequence.saved.the_same_list_again
// Needs: fixes
// Reason: an optimisation that is wrong when somebody else has changed the hardware's table
//
// H_PUT_TCE_INDIRECT leaves out what the guest's table has already: when user space, or another
// table, has unmapped it
// meanwhile, or the group was tied since then, the call succeeds and nothing is mapped.

@@
symbol stit, tce;
typedef u64;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 ...
 struct kvmppc_spapr_tce_iommu_table *stit;
+struct page *page;
+u64 *tbl;
 ...
 }

@@
symbol i, stt, entry, tce, ret;
@@
 kvmppc_h_put_tce_indirect(...)
 {
 <...
+page = stt->pages[(entry + i - stt->offset) / TCES_PER_PAGE];
+tbl = page ? page_to_virt(page) : NULL;
+/* The guest says once more what it has said before */
+if (tbl && tbl[(entry + i - stt->offset) % TCES_PER_PAGE] == tce)
+	continue;
 ret = kvmppc_tce_reserve(stt, entry + i, tce);
 ...>
 }
