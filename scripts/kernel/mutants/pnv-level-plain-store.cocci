// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/platforms/powernv/pci-ioda-tce.c
// Kind: race
// Test: race.h_put_level.h_put_level
// Reason: leak, data loss; what was looked at before is not looked at again when it is replaced
//
// Two who need the same level of a table at the same time (two vCPUs that set TCEs) make one each,
// and the later one takes the place of the earlier: that is lost, and with it the TCEs that were
// put into it.

@ stored @
symbol oldtce, tce, tmp, n;
@@
 pnv_tce(...)
 {
 <+...
-oldtce = be64_to_cpu(cmpxchg(&tmp[n], 0, cpu_to_be64(tce)));
-if (oldtce) {
-	...
-}
+WRITE_ONCE(tmp[n], cpu_to_be64(tce));
 ...+>
 }

@ depends on stored @
symbol oldtce;
@@
 pnv_tce(...)
 {
 <...
-unsigned long oldtce;
 ...>
 }
