// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
// Kind: deterministic
// Test: table.mmap
// Reason: a bounds check that is off by one
//
// The page behind the table's last one can be mapped.

@@
expression E;
symbol vmf;
@@
 kvm_spapr_tce_fault(...)
 {
 <...
-vmf->pgoff >= kvmppc_tce_pages(E)
+vmf->pgoff > kvmppc_tce_pages(E)
 ...>
 }
