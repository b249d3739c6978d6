// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kernel/iommu.c
// Kind: deterministic
// Test: memory.dirty
// Reason: dirty bit lost
//
// A page that the device could write is not marked dirty when its TCE goes: what it wrote can be
// lost.

@@
@@
 iommu_tce_xchg_no_kill(...)
 {
 <...
-SetPageDirty(...);
+cond_resched();
 ...>
 }
