// SPDX-License-Identifier: GPL-2.0-only
// Files: mm/util.c
// Kind: deterministic
// Test: memory.memlock
// Reason: accounting; a comparison rewritten so that the sum cannot overflow, and the difference can
//
// A process that has more memory locked than RLIMIT_MEMLOCK allows, because the limit was lowered
// or it gave up CAP_IPC_LOCK, can lock as much more as it likes.

@@
@@
 __account_locked_vm(...)
 {
 <...
-if (locked_vm + pages > limit)
+if (pages > limit - locked_vm)
 	ret = -ENOMEM;
 ...>
 }
