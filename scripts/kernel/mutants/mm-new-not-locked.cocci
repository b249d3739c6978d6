// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.memlock memory.register
// Reason: accounting
//
// Registered memory is not counted as locked, but given back.

@@
symbol ret;
@@
 mm_iommu_do_alloc(...)
 {
 <...
-ret = account_locked_vm(...);
+ret = 0;
 ...>
 }
