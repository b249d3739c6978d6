// SPDX-License-Identifier: GPL-2.0-only
// Files: mm/util.c
// Kind: deterministic
// Test: memory.memlock
// Reason: accounting; bytes and pages: where the last page begins is compared, not where it ends
//
// A limit of locked memory that is no whole number of pages allows for one page more than it says.

@@
symbol task, limit, locked_vm, pages;
@@
 __account_locked_vm(...)
 {
 <...
-	limit = task_rlimit(task, RLIMIT_MEMLOCK) >> PAGE_SHIFT;
-	if (locked_vm + pages > limit)
+	limit = task_rlimit(task, RLIMIT_MEMLOCK);
+	if (((locked_vm + pages - 1) << PAGE_SHIFT) >= limit)
 	ret = -ENOMEM;
 ...>
 }
