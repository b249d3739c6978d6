// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.register
// Reason: accounting on an error path
//
// Memory that cannot be registered stays counted as locked.

@@
symbol mm, locked_entries;
@@
 mm_iommu_do_alloc(...)
 {
 <...
-account_locked_vm(mm, locked_entries, false);
 ...>
 }
