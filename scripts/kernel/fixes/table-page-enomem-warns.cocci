// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_vio.c
//
// kvm_spapr_get_tce_page() warns when there is no memory, which is no bug of the kernel; the allocator
// has said so already, and both callers can tell theirs.

@@
identifier page;
@@
 static struct page *kvm_spapr_get_tce_page(...)
 {
 <...
-WARN_ON_ONCE(!page);
 ...>
 }
