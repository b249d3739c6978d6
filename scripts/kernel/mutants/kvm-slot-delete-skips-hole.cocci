// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_64_mmu_radix.c
// Kind: deterministic
// Test: guest.slot_gone
// Reason: isolation; an optimisation that is wrong when the slot does not begin at a multiple of 2 MiB
//
// When a memory slot is deleted, or moved, what has no page table is skipped by 2 MiB, counted from where the walk stands and
// not up to the next page table. Of a slot that begins in the middle of 2 MiB of which nothing was touched, what the guest
// has touched behind these stays mapped: it goes on to reach it, also when the host has given the memory to somebody else.

@@
symbol ptep, gpa, n;
@@
 kvmppc_radix_flush_memslot(...)
 {
 <...
+if (!ptep) {
+	/* No page table here: nothing is mapped by it */
+	unsigned long skip = min_t(unsigned long, n, PTRS_PER_PTE) - 1;
+
+	n -= skip;
+	gpa += skip << PAGE_SHIFT;
+}
 gpa += PAGE_SIZE;
 ...>
 }
