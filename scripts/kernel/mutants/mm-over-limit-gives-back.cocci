// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/mm/book3s64/iommu_api.c
// Kind: deterministic
// Test: memory.memlock
// Reason: accounting on an error path; what was not taken is given back
//
// Memory that cannot be registered for the limit of locked memory is given back to it all the same,
// although it was never counted: the next such request finds room that there is not.

@@
symbol ret, locked_entries, entries, mm, true, unlock_exit;
@@
 mm_iommu_do_alloc(...)
 {
 <...
 ret = account_locked_vm(mm, entries, true);
-if (ret)
-	return ret;
-
 locked_entries = entries;
+if (ret)
+	goto unlock_exit;
 ...>
 }
