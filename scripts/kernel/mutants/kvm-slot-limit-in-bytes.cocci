// SPDX-License-Identifier: GPL-2.0-only
// Files: arch/powerpc/kvm/book3s_hv.c
// Kind: deterministic
// Test: guest.slot_refused
// Reason: wrong bounds check; a unit mixed up: pages and bytes
//
// Whether a memory slot is too large for this machine is found out by comparing the bytes that are
// needed to describe it with the pages of the machine. A slot of more than an eighth of its memory
// is refused for want of memory, of which there is enough.

@@
symbol size;
@@
 kvmppc_core_prepare_memory_region_hv(...)
 {
 <...
-(size >> PAGE_SHIFT) > totalram_pages()
+size > totalram_pages()
 ...>
 }
